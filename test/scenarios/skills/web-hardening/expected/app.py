"""Notes: list, add, delete."""

import hmac
import json
import os
import secrets
import tempfile

from flask import Flask, abort, redirect, render_template_string, request, session

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
app.config.update(MAX_CONTENT_LENGTH=64 * 1024, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True)
DATA = os.environ.get("DATA_FILE", "notes.json")

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Notes</title>
<form method="post" action="/add"><input type="hidden" name="token" value="{{ token }}"><input name="text"><button>Add</button></form>
{% for note in notes %}<form method="post" action="/delete/{{ loop.index0 }}"><input type="hidden" name="token" value="{{ token }}">{{ note }} <button>Delete</button></form>{% else %}<p>No notes.</p>{% endfor %}</html>"""


def load():
    try:
        with open(DATA, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def save(notes):
    handle, path = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(DATA)))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(notes, file)
    os.replace(path, DATA)


@app.before_request
def require_token():
    if request.method == "POST":
        sent, kept = request.form.get("token", ""), session.get("token", "")
        if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
            abort(400, "The form has expired; go back and reload the page.")


@app.after_request
def add_headers(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    response.headers["X-Frame-Options"] = "DENY"
    return response


@app.route("/")
def index():
    return render_template_string(PAGE, notes=load(), token=session.setdefault("token", secrets.token_urlsafe(24)))


@app.route("/add", methods=["POST"])
def add():
    text = request.form.get("text", "").strip()
    if not text or len(text) > 2000:
        abort(400, "A note has 1 to 2,000 characters.")
    save(load() + [text])
    return redirect("/")


@app.route("/delete/<int:at>", methods=["POST"])
def delete(at):
    notes = load()
    if at >= len(notes):
        abort(404)
    del notes[at]
    save(notes)
    return redirect("/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")), debug=os.environ.get("FLASK_DEBUG") == "1")
