"""One site in one process: fills 100,000 actors, logs in, then answers «how much CPU does the list cost?» on demand.

Started twice by bench/pages.py, once per site. Reads a number of requests per line, prints their CPU milliseconds.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from importlib import import_module

ACTORS = 100_000
KINDS = ("association", "company", "museum", "university", "public_authority")
NOUNS = ("Weberei", "Kunsthaus", "Gießerei", "Mühle", "Brauerei", "Verein", "Hochschule", "Museum", "Brücke")


def main() -> None:
    site = {"ours": Ours, "reference": Reference}[sys.argv[1]]()
    site.open()
    ask = asker(site)
    for line in sys.stdin:
        print(json.dumps([ask(turn) for turn in range(int(line))]), flush=True)


class Ours:
    path = "/de/actors/"

    def open(self) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "aufwind.config.settings.base"
        start()
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        from aufwind.accounts.models import User
        from aufwind.actors.index import rebuild_index
        from aufwind.actors.models import Actor, Place
        from aufwind.core.folding import folded

        places = [Place(slug=f"p{n}", name_de=f"Ort {n}", name_en=f"Place {n}", level="x") for n in range(400)]
        Place.objects.bulk_create(places)
        for batch in batches():
            Actor.objects.bulk_create(
                [Actor(name_folded=folded(row["name"]), place=places[place], **row) for row, place in batch]
            )
        rebuild_index()
        self.user = User.objects.create(email="a@example.org", name="A", role="agency")
        from allauth.mfa.models import Authenticator

        Authenticator.objects.create(user=self.user, type="totp", data={"secret": "x"})


class Reference:
    path = "/actors/"

    def open(self) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "reference.settings"
        start()
        from django.contrib.auth.models import User
        from reference.models import Actor, Place

        places = Place.objects.bulk_create([Place(name_de=f"Ort {n}", name_en=f"Place {n}") for n in range(400)])
        for batch in batches():
            Actor.objects.bulk_create(
                [Actor(name_folded=row["name"].lower(), place=places[place], **row) for row, place in batch]
            )
        self.user = User.objects.create(username="A")


def start() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def batches():
    """The same actors for both sites, 5,000 at a time, each with the number of its place."""
    source = random.Random(3)
    for first in range(0, ACTORS, 5_000):
        yield [
            (
                {
                    "slug": f"actor-{n}",
                    "name": f"{source.choice(NOUNS)} {source.choice(NOUNS)} {source.randrange(10**6)}",
                    "kind": source.choice(KINDS),
                    "country": "DE",
                },
                source.randrange(400),
            )
            for n in range(first, first + 5_000)
        ]


def asker(site):
    """A function that fetches some page of the list as the logged-in user and gives the CPU milliseconds."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.wsgi import get_wsgi_application

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(site.user.pk)
    session[BACKEND_SESSION_KEY] = getattr(
        settings, "AUTHENTICATION_BACKENDS", ["django.contrib.auth.backends.ModelBackend"]
    )[0]
    session[HASH_SESSION_KEY] = site.user.get_session_auth_hash()
    session.create()
    application = get_wsgi_application()
    marks = ["", *(f"{word.lower()} m~1" for word in NOUNS)]

    def ask(turn: int) -> float:
        after = marks[turn % len(marks)]
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": site.path, "QUERY_STRING": f"after={after}".replace(" ", "+"),
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session.session_key}", "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_ACCEPT_LANGUAGE": "de", "wsgi.url_scheme": "http", "wsgi.input": sys.stdin.buffer,
            "wsgi.errors": sys.stderr,
        }  # fmt: skip
        answer = []
        begun = time.process_time()
        response = application(environ, lambda status, headers: answer.append((status, dict(headers))))
        body = b"".join(response)
        response.close()
        spent = (time.process_time() - begun) * 1000
        if not answer[0][0].startswith("200") or len(body) < 1000:
            sys.exit(f"{sys.argv[1]}: {answer[0]}")
        return spent

    return ask


if __name__ == "__main__":
    main()
