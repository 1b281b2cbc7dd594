/** A refusal of the proxy, as its client gets it. */
export class Refusal extends Error {
  /** Of HTTP. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
