FROM python:3.13-slim-trixie

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 portal

WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt

COPY . .
# Nothing is connected to while building, and nothing of these stays: they only let the settings be
# read.
RUN export STATIC_ROOT=/app/static-collected KEHITYSPOLKU_PRODUCTION=1 MAIL_HOST=files \
        SITE_URL=https://build ALLOWED_HOSTS=build REDIS_URL=redis://build \
        DATABASE_URL=postgresql://build/build \
        SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    && python -m kehityspolku.dev.catalogues \
    && python manage.py collectstatic --no-input \
    && mkdir /files && chown portal: /files

ENV KEHITYSPOLKU_PRODUCTION=1 STATIC_ROOT=/app/static-collected MEDIA_ROOT=/files \
    KEHITYSPOLKU_VAR=/tmp
USER portal
EXPOSE 8000
CMD ["granian", "--interface", "asginl", "--http", "1", "--no-ws", "--host", "0.0.0.0", \
     "--port", "8000", "--workers", "2", "--respawn-failed-workers", "--backpressure", "400", \
     "--http1-buffer-size", "65536", "--workers-kill-timeout", "3", "kehityspolku.asgi:application"]
