/** The program that the demo's scripted model writes: a small bulletin board, first with one hole, then without. */

/** The hole: the form carries a token, but nobody looks at it when a post arrives. */
export const hole = `@app.post("/post")
def post():
    name = request.form.get("name", "").strip()[:MAX_NAME]`;

export const mended = `@app.post("/post")
def post():
    require_token()
    name = request.form.get("name", "").strip()[:MAX_NAME]`;

export const appPy = `"""A simple bulletin board: list, post, delete. Posts are kept in posts.json."""

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
app.config.update(
    MAX_CONTENT_LENGTH=64 * 1024,
    SESSION_COOKIE_SAMESITE="Lax",
    SESSION_COOKIE_HTTPONLY=True,
)

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Board</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  form.new { display: grid; gap: .5rem; margin-bottom: 2rem; }
  input, textarea { font: inherit; padding: .4rem; border: 1px solid #bbb; border-radius: 4px; }
  article { border-top: 1px solid #ddd; padding: .8rem 0; }
  time { color: #777; font-size: .85rem; } pre { white-space: pre-wrap; font: inherit; margin: .3rem 0; }
  button { font: inherit; padding: .3rem .8rem; } .delete button { border: 0; background: none; color: #a00; padding: 0; }
</style>
<h1>Board</h1>
<form class="new" method="post" action="/post">
  <input type="hidden" name="token" value="{{ token }}">
  <input name="name" placeholder="Name" maxlength="{{ max_name }}" required>
  <textarea name="body" rows="4" placeholder="Your post" maxlength="{{ max_body }}" required></textarea>
  <button>Post</button>
</form>
{% for post in posts %}
<article>
  <strong>{{ post.name }}</strong> <time>{{ post.at }}</time>
  <pre>{{ post.body }}</pre>
  <form class="delete" method="post" action="/delete/{{ post.id }}">
    <input type="hidden" name="token" value="{{ token }}"><button>Delete</button>
  </form>
</article>
{% else %}<p>No posts yet.</p>{% endfor %}
</html>"""


def load():
    try:
        with open(DATA, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def save(posts):
    """Writes beside the file and renames: a crash leaves the old posts or the new ones."""
    handle, path = tempfile.mkstemp(dir=os.path.dirname(DATA))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(posts, file, ensure_ascii=False, indent=1)
    os.replace(path, DATA)


def token():
    return session.setdefault("token", secrets.token_urlsafe(24))


def require_token():
    sent, kept = request.form.get("token", ""), session.get("token", "")
    if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
        abort(400, "The form has expired; go back and reload the page.")


@app.get("/")
def index():
    posts = sorted(load(), key=lambda post: post["id"], reverse=True)
    return render_template_string(PAGE, posts=posts, token=token(), max_name=MAX_NAME, max_body=MAX_BODY)


${hole}
    body = request.form.get("body", "").strip()[:MAX_BODY]
    if not name or not body:
        abort(400, "A post needs a name and a text.")
    at = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M")
    with LOCK:
        posts = load()
        posts.append({"id": max((p["id"] for p in posts), default=0) + 1, "name": name, "body": body, "at": at})
        save(posts)
    return redirect("/")


@app.post("/delete/<int:post_id>")
def delete(post_id):
    require_token()
    with LOCK:
        save([post for post in load() if post["id"] != post_id])
    return redirect("/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")), debug=os.environ.get("FLASK_DEBUG") == "1")
`;

export const readme = `# Board

A simple bulletin board: list, post, delete. Newest post on top.

    python3 -m pip install -r requirements.txt
    python3 app.py

Then open http://127.0.0.1:5000. Posts are kept in \`posts.json\`, or in the file that \`DATA_FILE\` names.

It listens on this machine only and runs without the debugger; \`FLASK_DEBUG=1\` turns it on. Set \`SECRET_KEY\` to keep sessions over restarts.
Anyone who can open the page may delete posts: there are no accounts.
`;

export const gitignore = "posts.json\n__pycache__/\n.venv/\n";

/** With pages of ten posts, as the change that the demo's user may ask for. */
export const paged = [
  ["MAX_NAME, MAX_BODY = 40, 2000\n", "MAX_NAME, MAX_BODY, PER_PAGE = 40, 2000, 10\n"],
  [
    "{% else %}<p>No posts yet.</p>{% endfor %}\n",
    `{% else %}<p>No posts yet.</p>{% endfor %}
<nav>
  {% if page > 1 %}<a href="/?page={{ page - 1 }}">Newer</a>{% endif %}
  {% if more %}<a href="/?page={{ page + 1 }}">Older</a>{% endif %}
</nav>
`,
  ],
  [
    "    return render_template_string(PAGE, posts=posts, token=token(), max_name=MAX_NAME, max_body=MAX_BODY)\n",
    `    page = max(1, request.args.get("page", 1, type=int))
    first = (page - 1) * PER_PAGE
    return render_template_string(
        PAGE, posts=posts[first:first + PER_PAGE], page=page, more=len(posts) > first + PER_PAGE,
        token=token(), max_name=MAX_NAME, max_body=MAX_BODY,
    )
`,
  ],
].reduce(
  (text, [before = "", after = ""]) => text.replace(before, after),
  appPy.replace(hole, mended),
);
