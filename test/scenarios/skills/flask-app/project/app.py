"""A simple bulletin board: list, post, delete. Posts are kept in posts.json."""

import hmac
import json
import os
import secrets
import tempfile
import threading
from datetime import datetime, timezone

from flask import Flask, abort, redirect, render_template_string, request, session

MAX_NAME, MAX_BODY = 40, 2000
DATA = os.environ.get("DATA_FILE") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "posts.json")
LOCK = threading.Lock()

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
app.config.update(MAX_CONTENT_LENGTH=64 * 1024, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True)

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Board</title>
<h1>Board</h1>
<form method="post" action="/post"><input type="hidden" name="token" value="{{ token }}">
<input name="name" placeholder="Name" required><textarea name="body" placeholder="Post" required></textarea><button>Post</button></form>
{% for post in posts %}<article><b>{{ post.name }}</b> <time>{{ post.at }}</time><p>{{ post.body }}</p>
<form method="post" action="/delete/{{ post.id }}"><input type="hidden" name="token" value="{{ token }}"><button>Delete</button></form>
</article>{% else %}<p>No posts yet.</p>{% endfor %}</html>"""


def load():
    try:
        with open(DATA, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def save(posts):
    handle, path = tempfile.mkstemp(dir=os.path.dirname(DATA))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(posts, file, ensure_ascii=False)
    os.replace(path, DATA)


@app.before_request
def require_token():
    if request.method == "POST":
        sent, kept = request.form.get("token", ""), session.get("token", "")
        if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
            abort(400, "The form has expired; go back and reload the page.")


@app.get("/")
def index():
    token = session.setdefault("token", secrets.token_urlsafe(24))
    return render_template_string(PAGE, posts=load()[::-1], token=token)


@app.post("/post")
def post():
    name, body = request.form.get("name", "").strip(), request.form.get("body", "").strip()
    if not name or not body or len(name) > MAX_NAME or len(body) > MAX_BODY:
        abort(400, "A post needs a short name and a text.")
    with LOCK:
        posts = load()
        at = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M")
        posts.append({"id": max((p["id"] for p in posts), default=0) + 1, "name": name, "body": body, "at": at})
        save(posts)
    return redirect("/")


@app.post("/delete/<int:post_id>")
def delete(post_id):
    with LOCK:
        posts = load()
        kept = [p for p in posts if p["id"] != post_id]
        if len(kept) == len(posts):
            abort(404)
        save(kept)
    return redirect("/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")), debug=os.environ.get("FLASK_DEBUG") == "1")
