import { readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import express from "express";

const file = process.env.DATA_FILE ?? fileURLToPath(new URL("data.json", import.meta.url));
const maxName = 80;

async function load() {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return { last: 0, items: [] };
    throw new Error(`${file} cannot be read: ${error.message}`);
  }
}

let data = await load();
let saving = Promise.resolve();

/** One change after the other; it counts once it is on the disk. */
function change(make) {
  const done = saving.then(async () => {
    const next = make(data);
    const temporary = `${file}.${process.pid}.new`;
    await writeFile(temporary, JSON.stringify(next));
    await rename(temporary, file);
    data = next;
  });
  saving = done.catch(() => {});
  return done;
}

/** What is wrong with a body; undefined: nothing. */
function problemOf(body) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "An object is needed.";
  const unknown = Object.keys(body).find((key) => key !== "name");
  if (unknown !== undefined) return `The field ${JSON.stringify(unknown.slice(0, 40))} is not known.`;
  const name = typeof body.name === "string" ? body.name.trim() : "";
  if (name === "" || name.length > maxName) return `name must be text of 1 to ${maxName} characters.`;
}

function find(id) {
  return /^\d+$/.test(id) ? data.items.find((item) => item.id === Number(id)) : undefined;
}

const app = express();
app.disable("x-powered-by");
app.use((request, response, next) => {
  const local = ["127.0.0.1", "localhost"].includes(request.hostname);
  if (!local) return response.status(403).json({ error: "Unknown host." });
  const writes = !["GET", "HEAD", "DELETE"].includes(request.method);
  if (writes && !request.is("application/json"))
    return response.status(415).json({ error: "Send application/json." });
  next();
});
app.use(express.json({ limit: "64kb" }));

app.get("/items", (request, response) => {
  const limit = Math.min(100, Math.max(1, Number.parseInt(request.query.limit, 10) || 100));
  const before = Number.parseInt(request.query.before, 10) || Number.POSITIVE_INFINITY;
  const older = data.items.filter((item) => item.id < before);
  response.json(older.slice(-limit).reverse());
});

app.get("/items/:id", (request, response, next) => {
  const item = find(request.params.id);
  if (item) response.json(item);
  else next();
});

app.post("/items", async (request, response) => {
  const problem = problemOf(request.body);
  if (problem) return response.status(400).json({ error: problem });
  let item;
  await change(({ last, items }) => {
    item = { id: last + 1, name: request.body.name.trim(), createdAt: new Date().toISOString() };
    return { last: item.id, items: [...items, item] };
  });
  response.status(201).json(item);
});

app.delete("/items/:id", async (request, response, next) => {
  const item = find(request.params.id);
  if (!item) return next();
  await change(({ last, items }) => ({ last, items: items.filter(({ id }) => id !== item.id) }));
  response.status(204).end();
});

app.use((_, response) => response.status(404).json({ error: "Not found." }));
app.use((error, _request, response, _next) => {
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) console.error(error);
  response.status(status).json({ error: status === 500 ? "Internal error." : error.message });
});
app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
