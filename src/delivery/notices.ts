/** Who is told of a line of a referral's history, and by which channel. */
import { type Audience, audiencesOf } from '../domain/follow-up.ts';
import type { Channel, Desks } from './desks.ts';
import type { Hearers, Line } from './ports.ts';

export interface Notice {
  readonly audience: Audience;
  readonly channel: Channel;
}

/** @returns one notice a channel of everybody who must hear of this line; empty where nobody can be reached */
export function noticesFor(line: Line, hearers: Hearers, desks: Desks): readonly Notice[] {
  return audiencesOf(line.event).flatMap((audience) => noticesTo(audience, line, hearers, desks));
}

function noticesTo(_audience: Audience, _line: Line, _hearers: Hearers, _desks: Desks): readonly Notice[] {
  return [];
}
