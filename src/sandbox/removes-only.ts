/** Whether a command line does nothing but remove: the way out where there is too much for any other command. Pure. */

/** One call of `rm` with plain words, for which no shell puts anything else. */
const removal = /^\s*rm(?:[ \t]+-[rRfv]+)*(?:[ \t]+--)?(?:[ \t]+(?!-)[\w./@+%,:=-]+)+\s*$/;
const goesUp = /(^|[\s/])\.\.(\/|\s|$)/;

export function removesOnly(command: string): boolean {
  return removal.test(command) && !goesUp.test(command);
}
