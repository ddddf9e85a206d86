"""Who may do what to people's accounts; imports no models."""


def can_reset_second_factor(user, person):
    """A lead or an administrator, never one's own; an administrator's only another one."""
    if not user.is_authenticated or user.pk == person.pk:
        return False
    return user.is_staff or (user.is_lead and not person.is_staff)


def can_change_roles(user, person):
    """Give and take roles, close and open an account: an administrator, never one's own; the
    server itself (None), from its shell."""
    return user is None or (user.is_authenticated and user.is_staff and user.pk != person.pk)


def can_change_address(user, person):
    """Oneself; the server itself (None), from its shell."""
    return user is None or user.pk == person.pk


def can_help_with_sign_in(user):
    return user.is_authenticated and (user.is_lead or user.is_staff)


def needs_second_factor(user):
    """Whoever holds a portal-wide role: Sukkula, officials, administrators."""
    return user.is_authenticated and bool(user.roles)
