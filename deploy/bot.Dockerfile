# Rasa with the trained model: docker build -f deploy/bot.Dockerfile -t oxyccam/bot .
FROM python:3.10-slim-bookworm AS build
WORKDIR /app
COPY requirements/bootstrap.txt requirements/bot.txt requirements/
RUN python -m venv /uv && /uv/bin/pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt
RUN /uv/bin/uv venv bot/.venv \
    && /uv/bin/uv pip sync --no-cache --require-hashes --python bot/.venv/bin/python requirements/bot.txt
COPY config.yml config.yml
COPY nlu_data nlu_data
COPY stories stories
COPY bot bot
RUN bot/.venv/bin/python -m bot.train

FROM python:3.10-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin oxyccam
WORKDIR /app
COPY --from=build /app/bot bot
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
USER 10001
ENTRYPOINT ["/app/bot/.venv/bin/python", "-m", "bot"]
