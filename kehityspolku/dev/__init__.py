"""What runs the portal on one's own machine: embedded servers, the demo's processes.

A running portal imports none of it, but for the addresses of the servers when none are given.
"""
