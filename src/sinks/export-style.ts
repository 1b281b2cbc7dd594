/** How an exported page looks: on a wide and a narrow screen, light and dark, and on paper, where everything is open. */
export const exportStyle = `
:root {
  color-scheme: light dark;
  --text: #1d2026; --soft: #5b616b; --page: #fff; --box: #f4f5f7; --line: #d9dce1; --accent: #2f6fb3;
  --good: #1a6b2d; --bad: #a3182b; --keyword: #7a3e9d; --number: #0b6b75;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e3e6eb; --soft: #a0a7b3; --page: #17191d; --box: #22252b; --line: #3a3f48; --accent: #6ea8e0;
    --good: #98c379; --bad: #f08a94; --keyword: #cf9be6; --number: #6cc5d0;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere;
  font: 1rem/1.6 system-ui, sans-serif; color: var(--text); background: var(--page);
}
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
h2 { font-size: 0.85rem; font-weight: 600; color: var(--soft); margin: 1.5rem 0 0.25rem; }
h2 time { font-weight: 400; margin-left: 0.5rem; }
h3, h4, h5, h6 { font-size: 1.1rem; line-height: 1.3; margin: 1.2rem 0 0.5rem; }
p { margin: 0.5rem 0; white-space: pre-line; }
ul, ol { margin: 0.5rem 0; padding-left: 1.6rem; }
blockquote { margin: 0.5rem 0; padding-left: 0.8rem; border-left: 3px solid var(--line); color: var(--soft); }
hr { border: 0; border-top: 1px solid var(--line); }
pre, code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.875rem; }
pre { margin: 0.5rem 0; padding: 0.6rem 0.8rem; white-space: pre-wrap; line-height: 1.45; background: var(--box); border-radius: 6px; }
p code, li code, td code, h3 code { padding: 0.1em 0.3em; background: var(--box); border-radius: 4px; }
table { border-collapse: collapse; }
th, td { padding: 0.15rem 1rem 0.15rem 0; text-align: left; vertical-align: top; }
.facts th { font-weight: 600; color: var(--soft); white-space: nowrap; }
.table { overflow-x: auto; margin: 0.75rem 0; }
.table table { min-width: min(100%, 30rem); }
.table th, .table td { padding: 0.3rem 0.6rem; border: 1px solid var(--line); min-width: 4rem; }
.table th { background: var(--box); }
.table .right { text-align: right; }
.table .center { text-align: center; }
.prompt { margin: 2rem 0 1rem; padding: 0.1rem 1rem 0.6rem; border-left: 4px solid var(--accent); background: var(--box); border-radius: 0 6px 6px 0; }
.prompt h2 { margin-top: 0.5rem; }
.prompt p, .verdict { white-space: pre-wrap; }
details { margin: 0.4rem 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
summary { padding: 0.35rem 0.7rem; cursor: pointer; }
details > pre { margin: 0; border-top: 1px solid var(--line); border-radius: 0; }
small { margin-left: 0.4rem; color: var(--soft); }
.failed { color: var(--bad); }
details.failed { border-color: var(--bad); }
details.failed pre { color: var(--text); }
.ok { color: var(--good); }
.ok, p.failed { margin: 0.15rem 0; }
.c1 { font-weight: 600; }
.c2 { color: var(--soft); }
.c31 { color: var(--bad); }
.c32 { color: var(--good); }
.c33, .c36 { color: var(--number); }
.c35 { color: var(--keyword); }
@media print {
  :root {
    color-scheme: light;
    --text: #000; --soft: #444; --page: #fff; --box: #f4f5f7; --line: #bbb; --accent: #2f6fb3;
    --good: #1a6b2d; --bad: #a3182b; --keyword: #7a3e9d; --number: #0b6b75;
  }
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; }
  details::details-content { content-visibility: visible; height: auto; }
  .table { overflow: visible; }
  h2, h3, summary { break-after: avoid; }
  tr { break-inside: avoid; }
}`;
