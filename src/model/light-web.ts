/**
 * Small stand-ins for the web globals that the SDK touches, put in its place by the bundle (scripts/light-sdk.ts).
 * Node loads its whole second HTTP client at the first mention of Headers or Response: 23 ms and 9 MB at every start,
 * for a client we do not use. Our transport brings its own replies; the SDK only needs to build its headers.
 */

/** Names and values of a request; of the standard class, what building headers takes. */
export class Headers {
  readonly #values = new Map<string, string>();

  append(name: string, value: unknown): void {
    const had = this.get(name);
    this.set(name, had === null ? value : `${had}, ${value}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  /** null: there is none. */
  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** Throws TypeError for what would break out of the header line. */
  set(name: string, value: unknown): void {
    const text = String(value).trim();
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(text)) {
      throw new TypeError(`The value of the header ${name} holds characters that cannot be sent.`);
    }
    this.#values.set(name.toLowerCase(), text);
  }

  forEach(visit: (value: string, name: string) => void): void {
    for (const [name, value] of this) visit(value, name);
  }

  keys(): MapIterator<string> {
    return this.#values.keys();
  }

  values(): MapIterator<string> {
    return this.#values.values();
  }

  entries(): MapIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.#values.entries();
  }
}

/** Looked at, never made: replies come from our transport. */
export class Response {}

/** Looked at, never made: we upload nothing. */
export class FormData {}

/** What the SDK sees as `globalThis`: everything, but with these in place of the lazy ones. */
export const globals: object = Object.create(globalThis, {
  Headers: { value: Headers },
  Response: { value: Response },
  FormData: { value: FormData },
  ReadableStream: { value: undefined },
  Blob: { value: undefined },
  File: { value: undefined },
});
