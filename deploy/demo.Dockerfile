# The demonstration for a machine that has only Docker: fictitious people, nothing kept, nothing sent.
#   docker build -f deploy/demo.Dockerfile -t oxyccam/demo . && docker run --rm -p 8000:8000 oxyccam/demo
FROM python:3.10-slim-bookworm AS rasa
FROM python:3.11-slim-bookworm
# Rasa's Python beside the services': both images are of one Debian, and each keeps its libraries apart.
COPY --from=rasa /usr/local/bin/python3.10 /usr/local/bin/python3.10
COPY --from=rasa /usr/local/lib/python3.10 /usr/local/lib/python3.10
COPY --from=rasa /usr/local/lib/libpython3.10.so.1.0 /usr/local/lib/libpython3.10.so.1.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends redis-server=5:7* \
    && rm -rf /var/lib/apt/lists/* \
    && ldconfig \
    && useradd --uid 10001 --create-home oxyccam
WORKDIR /app
RUN chown oxyccam /app
USER 10001
COPY --chown=oxyccam . .
RUN python ops/setup.py && bot/.venv/bin/python -m bot.train && .venv/bin/python -m actions.learn
# Everything listens on the container's own loopback but the gateway, which the published port must reach.
ENV DEMO_HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8000
CMD [".venv/bin/python", "-m", "ops.demo"]
