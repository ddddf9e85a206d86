"""Kehrät and their members: founding, silence, membership, organisations."""
