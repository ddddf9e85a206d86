"""Invitations, nominations, vacancies, offers, handing over."""
