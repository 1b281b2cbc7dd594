"""Notes: list, add, delete."""

import json
import os

from flask import Flask, redirect, render_template_string, request

app = Flask(__name__)
app.secret_key = "notes-secret-1234"
DATA = os.environ.get("DATA_FILE", "notes.json")

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Notes</title>
<form method="post" action="/add"><input name="text"><button>Add</button></form>
{% for note in notes %}<p>{{ note|safe }} <a href="/delete/{{ loop.index0 }}">Delete</a></p>{% else %}<p>No notes.</p>{% endfor %}</html>"""


def load():
    try:
        return json.load(open(DATA))
    except Exception:
        return []


def save(notes):
    json.dump(notes, open(DATA, "w"))


@app.route("/")
def index():
    return render_template_string(PAGE, notes=load())


@app.route("/add", methods=["POST"])
def add():
    save(load() + [request.form["text"]])
    return redirect("/")


@app.route("/delete/<int:at>")
def delete(at):
    notes = load()
    del notes[at]
    save(notes)
    return redirect("/")


app.run(host="0.0.0.0", port=int(os.environ.get("PORT", "5000")), debug=True)
