/** Calls and the plan that the tests of plans share. */

export const call = (name: string, args: Record<string, unknown>) => ({ name, arguments: args });
export const plan = (args: Record<string, unknown>) => call("propose_plan", args);
export const write = (path: string, content = "x\n") => call("write_file", { path, content });
export const run = (command: string, more: object = {}) => call("shell", { command, ...more });
export const say = (...calls: ReturnType<typeof call>[]) => ({ calls });

export const install = ".venv/bin/pip install -r requirements.txt";
export const board = {
  files: ["app.py", "requirements.txt"],
  packages: ["flask"],
  commands: ["python3 app.py", install],
  hosts: ["pypi.org"],
  ports: ["5000"],
  choices: ["debug off"],
};
