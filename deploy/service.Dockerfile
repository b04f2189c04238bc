# Gateway, worker, actions and the operators' commands: docker build -f deploy/service.Dockerfile -t oxyccam/service .
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements/bootstrap.txt requirements/service.txt requirements/reading.txt requirements/
RUN python -m venv /uv && /uv/bin/pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt
RUN /uv/bin/uv venv .venv \
    && /uv/bin/uv pip sync --no-cache --require-hashes --python .venv/bin/python requirements/service.txt
# The pictures of quotes are read in an environment of their own: no process that answers members loads it.
RUN /uv/bin/uv venv var/reading-venv \
    && /uv/bin/uv pip sync --no-cache --require-hashes --python var/reading-venv/bin/python requirements/reading.txt

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for `backup` and `restore`.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client=15+* \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin oxyccam \
    && install -d -o oxyccam -m 0700 /srv/oxyccam/storage /srv/oxyccam/erasures
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/var/reading-venv var/reading-venv
COPY wording wording
COPY tracing tracing
COPY quote_engine quote_engine
COPY quote_draft quote_draft
COPY quote_reading quote_reading
COPY nlu_data nlu_data
COPY actions actions
COPY web web
COPY auth_gateway auth_gateway
RUN .venv/bin/python -m compileall -q wording tracing quote_engine quote_draft quote_reading actions auth_gateway \
    && .venv/bin/python -m actions.learn
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OXYCCAM_STORAGE_DIR=/srv/oxyccam/storage
USER 10001
ENTRYPOINT ["/app/.venv/bin/python", "-m"]
CMD ["auth_gateway", "serve"]
