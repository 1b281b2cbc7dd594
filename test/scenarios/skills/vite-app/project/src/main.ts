import { centsOf, split } from "./logic";

const key = "tip.percent";

function input(id: string): HTMLInputElement {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLInputElement)) throw new Error(`There is no input ${id}.`);
  return found;
}

const [amount, percent, people] = [input("amount"), input("percent"), input("people")];
const result = document.getElementById("result");

function kept(): string | undefined {
  try {
    const text = localStorage.getItem(key) ?? "";
    return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? text : undefined;
  } catch {
    return undefined;
  }
}

function keep(text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // A browser that keeps nothing still calculates.
  }
}

function say(text: string): void {
  if (result) result.textContent = text;
}

function update(): void {
  const cents = centsOf(amount.value);
  if (cents === undefined) return say("Enter the bill, such as 12.50.");
  const parts = split(cents, Number(percent.value), Number(people.value));
  if (!parts) return say("The tip goes from 0 to 100 percent, for at least one person.");
  keep(percent.value);
  say(`Each pays ${(parts.share / 100).toFixed(2)}, together ${(parts.total / 100).toFixed(2)}.`);
}

percent.value = kept() ?? percent.value;
const form = document.getElementById("bill");
form?.addEventListener("submit", (event) => event.preventDefault());
form?.addEventListener("input", update);
