/** The log: codes, ids of processes, counts and times. Never what a person told us, nor a link or token that opens it. */
import { type Logger, pino } from 'pino';

/** Keys whose values never reach the log, wherever they stand; the code does not log them, and this holds if it once does. */
const SECRET = [
  'text',
  'value',
  'activity',
  'answers',
  'facts',
  'name',
  'email',
  'phone',
  'reach',
  'token',
  'authorization',
  'cookie',
  'code',
  'url',
  'body',
];

/** @param level pino's; `silent` for tests */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: SECRET.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[left out]' },
    // A foreign error's message may quote what was sent to it: its kind and its place are enough to find it.
    serializers: { err: describeError, error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error without its message: class, code, and where it was thrown. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code } = error as { code?: unknown };
  const trace = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    trace: trace.slice(0, 6).map((line) => line.trim()),
  };
}
