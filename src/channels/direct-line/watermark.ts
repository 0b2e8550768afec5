import type { IncomingMessage } from 'node:http';
import { badArgument } from './problem.ts';

/** Where to read on from; none, empty or `-` means from the start. Throws 400 on what we never gave out. */
export function readWatermark(request: IncomingMessage): number {
  const given = new URL(request.url ?? '', 'http://here').searchParams.get('watermark') ?? '';
  if (given === '' || given === '-') return 0;
  if (!/^\d{1,15}$/.test(given)) throw badArgument('watermark: send back the one you were given, or none.');
  return Number(given);
}
