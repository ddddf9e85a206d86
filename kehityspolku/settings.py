"""Settings: one file; environments differ only by environment variables (variables.py).

Without any variable this is development: embedded PostgreSQL and Valkey, mail in var/mail.
"""

from datetime import timedelta
from pathlib import Path

import dj_database_url
import fontpkg_atkinson_hyperlegible
from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from kehityspolku import variables
from kehityspolku.dev.database import Postgres
from kehityspolku.dev.valkey import Valkey

BASE_DIR = Path(__file__).resolve().parent.parent
env = variables.read()
VAR = BASE_DIR / env["KEHITYSPOLKU_VAR"]
FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"

DEMO = env["KEHITYSPOLKU_DEMO"]
PRODUCTION = env["KEHITYSPOLKU_PRODUCTION"]
DEBUG = env["DEBUG"]

SECRET_KEY = env["SECRET_KEY"] or variables.PUBLIC_KEY * 3  # production has its own, or no start
SECRET_KEY_FALLBACKS = env["SECRET_KEY_FALLBACKS"] or []
SURVEY_KEY = env["SURVEY_KEY"] or ""  # seals answers; else SECRET_KEY does
SITE_URL = env["SITE_URL"]
ALLOWED_HOSTS = env["ALLOWED_HOSTS"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

INSTALLED_APPS = [
    "kehityspolku",
    "kehrat",
    "rahoitus",
    "arviointi",
    "sukkula",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_fsm",
    "django_htmx",
    "guardian",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",  # first: on refusals too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kehityspolku.web.middleware.Gate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kehityspolku.web.middleware.Private",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kehityspolku.web.middleware.Opened",
    "kehityspolku.web.middleware.Pieces",
    "kehityspolku.web.middleware.Head",
    "kehityspolku.web.middleware.SecondStep",
    "kehityspolku.web.tongues.Tongues",
    "kehityspolku.web.middleware.Errors",
    "kehityspolku.web.middleware.Refusals",
]

ROOT_URLCONF = "kehityspolku.urls"
CSRF_FAILURE_VIEW = "kehityspolku.web.views.csrf_failed"
WSGI_APPLICATION = "kehityspolku.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "kehityspolku.fields.PortalRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kehityspolku.web.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kehityspolku.templatetags.portal",
                "kehityspolku.templatetags.found",
            ],
        },
    }
]

# Without DATABASE_URL the embedded PostgreSQL, over its Unix socket; never in production.
DATABASES = {
    "default": dj_database_url.parse(
        env["DATABASE_URL"] or Postgres(VAR).url(),
        engine="kehityspolku.postgresql",
        conn_health_checks=True,
    )
}
# A server that is gone, or its machine, is noticed in seconds (kehityspolku/away.py).
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
    **DATABASES["default"].get("OPTIONS", {}),
    "options": "-c jit=off",
}
# The worker and tests keep no connections.
if pool := env["DATABASE_POOL"]:
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": pool,
        "timeout": 3,
        "reconnect_timeout": 3,  # then the next request tries, whatever the pause has grown to
    }

# Broker, cache, rate limits and heartbeats.
REDIS_URL = env["REDIS_URL"] or Valkey(VAR).url()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {
            "pool_class": "kehityspolku.away.ValkeyPool",
            "socket_connect_timeout": 2,
            "socket_timeout": 2,
        },
    }
}

# Celery has words of its own for a socket, and for the number of the database there.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
if CELERY_BROKER_URL != REDIS_URL:
    CELERY_BROKER_URL = CELERY_BROKER_URL.replace("?db=", "?virtual_host=")
# A killed worker's task comes back within a minute, not an hour.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below holds for the worker and the clock too
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_TIMEZONE = "Europe/Helsinki"
CELERY_BEAT_SCHEDULER = "kehityspolku.celery:Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
BY_DAY = "8-17"  # reminders leave between 8 and 18
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "kehityspolku.tasks.beat", "schedule": 15.0, "options": {"expires": 60}},
    "look for notices": {"task": "kehityspolku.tasks.deliver_notices", "schedule": 60.0},
    "digests, at 7 or as soon as the clock runs": {
        "task": "kehityspolku.tasks.send_digests",
        "schedule": crontab(minute="*/5"),
    },
    "look for reports": {"task": "kehityspolku.tasks.build_waiting_reports", "schedule": 60.0},
    "look for uploads": {"task": "kehityspolku.tasks.scan_uploads", "schedule": 60.0},
    "remind of what waits": {
        "task": "kehityspolku.tasks.remind_of_what_waits",
        "schedule": crontab(hour=8, minute=5),
    },
    "forget what is old": {
        "task": "kehityspolku.tasks.forget_old",
        "schedule": crontab(hour=3, minute=20),
    },
    "forget old messages": {
        "task": "kehrat.tasks.forget_enquiries",
        "schedule": crontab(hour=3, minute=30),
    },
    "remind of deadlines": {
        "task": "rahoitus.tasks.remind_of_deadlines",
        "schedule": crontab(minute=5),
    },
    "remind of what running projects agreed on": {
        "task": "rahoitus.tasks.remind_of_running",
        "schedule": crontab(hour=8, minute=10),
    },
    "watch promises": {
        "task": "sukkula.tasks.watch_promises",
        "schedule": crontab(minute=15, hour=BY_DAY),
    },
    "wake what was put off": {
        "task": "sukkula.tasks.wake_cases",
        "schedule": crontab(minute="*/5", hour=BY_DAY),
    },
    "watch reviews": {
        "task": "sukkula.tasks.watch_reviews",
        "schedule": crontab(minute=10, hour=BY_DAY),
    },
    "watch silent Kehrät": {
        "task": "kehrat.tasks.watch_groups",
        "schedule": crontab(hour=8, minute=30),
    },
    "remind of ideas without an answer": {
        "task": "kehrat.tasks.remind_of_ideas",
        "schedule": crontab(hour=8, minute=15),
    },
    "remind of changes asked for": {
        "task": "kehrat.tasks.watch_changes",
        "schedule": crontab(hour=8, minute=20),
    },
    "watch meetings": {
        "task": "kehrat.tasks.watch_meetings",
        "schedule": crontab(minute=10, hour=BY_DAY),
    },
    "look for answers": {"task": "kehrat.tasks.send_answers", "schedule": 60.0},
    "write to guests of meetings": {"task": "kehrat.tasks.write_to_guests", "schedule": 60.0},
    "forget guests of meetings": {
        "task": "kehrat.tasks.forget_guests",
        "schedule": crontab(hour=3, minute=50),
    },
    "look for invitations": {"task": "kehrat.tasks.send_invites", "schedule": 60.0},
    "watch joining": {
        "task": "kehrat.tasks.watch_joining",
        "schedule": crontab(minute="*/15", hour=BY_DAY),
    },
    "look for ballot boxes": {"task": "arviointi.tasks.watch_ballot_boxes", "schedule": 300.0},
    "look for invitations to answer": {
        "task": "arviointi.tasks.watch_invitations",
        "schedule": 60.0,
    },
    "keep the indicators of the month": {
        "task": "arviointi.tasks.keep_indicators",
        "schedule": crontab(hour=4, minute=10),
    },
    "order the reports of a half-year and a year": {
        "task": "arviointi.tasks.order_reports",
        "schedule": crontab(hour=4, minute=40),
    },
    "forget answers of surveys": {
        "task": "arviointi.tasks.forget_answers",
        "schedule": crontab(hour=3, minute=45),
    },
    "read cards that wait": {
        "task": "kehrat.tasks.read_waiting_cards",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget old exports, whom old advice was given to": {
        "task": "sukkula.tasks.forget_old",
        "schedule": crontab(hour=3, minute=50),
    },
    "forget the names of signatories": {
        "task": "rahoitus.tasks.forget_names",
        "schedule": crontab(hour=3, minute=45),
    },
    "forget cards that nobody stored": {
        "task": "kehrat.tasks.forget_intakes",
        "schedule": crontab(hour=3, minute=40),
    },
}

AUTH_USER_MODEL = "kehityspolku.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if DEMO:  # whose password is told to everyone
    PASSWORD_HASHERS = ["kehityspolku.dev.passwords.Quick"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "kehityspolku.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kehityspolku.accounts.signup.SignupForm"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "homepage"  # a robot's, as in kehityspolku/web/limits.py
ACCOUNT_FORMS = {
    "signup": "kehityspolku.accounts.forms.SignupForm",
    "reset_password": "kehityspolku.accounts.forms.ResetPasswordForm",
}
MFA_FORMS = {
    "add_webauthn": "kehityspolku.accounts.forms.AddKeyForm",
    "edit_webauthn": "kehityspolku.accounts.forms.EditKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address, a password or a second factor changes
# Beside allauth's own limits of signing in and up: what else could be done over and over. Those
# named `_new` hold besides for people not known yet (kehityspolku/web/limits.py). A library or a
# school is one network address: what hangs on it lets thirty people do the same at once, and a
# link is counted by itself, an account by itself.
ACCOUNT_RATE_LIMITS = {
    "login": "100/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "wish": "300/h/ip",
    "invite": "30/h/user",
    "typed": "120/h/ip",
    "suggest": "10/h/user",
    "call_meeting": "20/h/user",
    "write_circular": "20/h/user",
    "poll_answer": "60/h/key",
    "guest": "60/h/ip",
    "guest_address": "3/d/key",
    "found": "5/d/user",
    "organisation": "60/h/user",
    "ask_approval": "20/h/user",
    "approve": "20/h/key",
    "suggest_new": "5/h/user",
    "comment": "30/h/user",
    "comment_new": "6/h/user,20/d/user",
    "announce": "20/h/user",
    "flag": "30/h/user",
    "flag_new": "6/h/user",
    "message": "60/h/user",
    "order": "30/h/user",
    "my_data": "10/h/user",
    "follow": "120/h/user",
    "unsubscribe": "20/h/key",
    "picture": "30/h/user",
    "attach": "60/h/user",
    "bring_in": "60/h/user",
    "confirm": "20/h/key",
    "enquiry": "60/h/ip",
    "enquiry_address": "3/d/key",
    "enquiry_known": "10/h/user",
    "file": "300/h/ip",
    "search": "600/m/ip",  # key presses: a library is one address
    "enquiry_again": "20/d/key",
    "answer": "60/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env["TRUSTED_PROXIES"]
ACCOUNT_CHANGE_EMAIL = True  # one address a person; the old one counts until the new is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # told by mail when a password or a second step changes
# A second step for Sukkula, officials and administrators; the demonstration does without.
SECOND_STEP_REQUIRED = not DEMO
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kehityspolku"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute wrong is no fault of its person
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no one signs in with one, so a new address may wait
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
ANONYMOUS_USER_NAME = None  # guardian: no anonymous row, the public is a scope of its own

MAIL_FOLDER = env["MAIL_FOLDER"] or VAR / "mail"
if (env["MAIL_HOST"] or variables.FILES) != variables.FILES:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env["MAIL_HOST"],
                "port": env["MAIL_PORT"],
                "username": env["MAIL_USER"] or "",
                "password": env["MAIL_PASSWORD"] or "",
                "use_tls": env["MAIL_TLS"],
                "timeout": 20,
            },
        }
    }
else:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": MAIL_FOLDER},
        }
    }
SERVER_EMAIL = DEFAULT_FROM_EMAIL = env["MAIL_FROM"]
CONTACT = env["CONTACT"]  # shown to people
BOUNCE_SECRET = env["BOUNCE_SECRET"] or ""
BACKUP_KEY = env["BACKUP_KEY"] or ""
NOTICES_KEPT = timedelta(days=env["NOTICES_KEPT"])

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env["STATIC_ROOT"] or VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONTS)]
WHITENOISE_ROOT = BASE_DIR / "static/root"  # what browsers look for by its name: icons
# Fonts that documents alone read: compressing one took longer than all that browsers load.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "otf"]
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
STATICFILES_FINDERS = [
    "kehityspolku.web.style.JoinedStyle",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = env["MEDIA_ROOT"] or VAR / "files"  # private, never served
STORAGES = {
    "default": {"BACKEND": "kehityspolku.files.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if DEMO or PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CLAMAV = env["CLAMAV"] or ""  # scans what people attach; "" scans nothing
# How soon Sukkula promises an answer to a card: at first, and after changes.
ANSWER_DAYS = env["ANSWER_DAYS"]
ANSWER_DAYS_AGAIN = env["ANSWER_DAYS_AGAIN"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Bytes, files too; the proxy before us should hold the same. More than one file may have, so that
# a form with a file that is too large still answers with what else was typed into it.
LARGEST_REQUEST = 32 * 1024 * 1024
# So long a request's body may be silent, or slower than kehityspolku/web/bodies.py wants it.
BODY_SECONDS = env["BODY_SECONDS"]
WEB_THREADS = env["WEB_THREADS"]  # requests answered at once by a web process

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env["SSL_REDIRECT"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^terveys/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # Other services may stand under the same name: whoever runs them all asks for these. What
    # Django's deploy check says of their absence is told in docs/operating.md.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env["HSTS_SUBDOMAINS"]
    SECURE_HSTS_PRELOAD = env["HSTS_PRELOAD"]
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "filters": {
        "away_once": {"()": "kehityspolku.logs.AwayOnce"},
        "no_links": {"()": "kehityspolku.logs.HideLinks"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["away_once", "no_links"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env["LOG_LEVEL"]},
    # Django's own handlers give way: ours hides the links of surveys.
    "loggers": {
        "django": {"handlers": []},
        # These warn of each connection that is lost; kehityspolku/away.py tells of it once.
        "psycopg.pool": {"level": "ERROR"},
        "py.warnings": {"level": "ERROR"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}

# So long may nothing be heard of a Kehrä before it is dormant, and so long before that its
# coordinators and Sukkula are warned.
DORMANT_AFTER_DAYS = env["DORMANT_AFTER_DAYS"]
DORMANT_WARNING_DAYS = env["DORMANT_WARNING_DAYS"]

PORTAL_HOST = _("Helka, the association of Helsinki's neighbourhood associations")
