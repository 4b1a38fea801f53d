/** A failure that a person can act on: shown as one sentence, without a stack trace. */
export class PlainError extends Error {
  /**
   * @param {string} message what is wrong and what to do about it
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = 'PlainError';
  }
}

/**
 * Tells the person something. It goes to stderr, because stdout belongs to the desk
 * and to commands whose output is read by a program.
 *
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * Runs a script to its exit code. Expected failures read as a sentence; a bug keeps its stack.
 *
 * @param {() => Promise<number>} script
 */
export async function runScript(script) {
  try {
    process.exitCode = await script();
  } catch (error) {
    say(error instanceof PlainError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
