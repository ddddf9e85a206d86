"""The demonstration accounts: one for each role. Everyone signs in with the same password."""

from allauth.account.models import EmailAddress

from kehityspolku.models import Role, User

PASSWORD = "kehityspolku-demo"  # noqa: S105 (demo mode only, loopback only)
NAMES = {
    "resident": "Rauha Esimerkki",
    "member": "Matti Esimerkki",
    "coordinator": "Kaisa Esimerkki",
    "adviser": "Aino Esimerkki",
    "lead": "Lauri Esimerkki",
    "reviewer": "Reetta Esimerkki",
    "city_official": "Ville Esimerkki",
    "funder_official": "Fanni Esimerkki",
    "admin": "Anja Esimerkki",
}
ACCOUNTS = [(role, f"{role}@kehityspolku.example") for role in NAMES]


def load():
    """Make the accounts; run twice, it changes nothing."""
    for role, _email in ACCOUNTS:
        user = person(role, NAMES[role])
        if role in Role.Kind.values:
            Role.objects.give(user, role)


def person(account, name, language="fi"):
    """A confirmed person at the demonstration's address; the one there is, if there is."""
    email = f"{account}@kehityspolku.example"
    user = User.objects.filter(email=email).first()
    if not user:
        user = User.objects.create_user(email, PASSWORD, name=name, language=language)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
