/** Who is told of a line of a referral's history, and by which channel. */
import { type Audience, audiencesOf } from '../domain/follow-up.ts';
import { isMailedToClient } from './client-news.ts';
import { type Channel, channelSchema, type Desks } from './desks.ts';
import type { Hearers, Line } from './ports.ts';

export interface Notice {
  readonly audience: Audience;
  readonly channel: Channel;
}

/** @returns one notice a channel of everybody who must hear of this line; empty where nobody can be reached */
export function noticesFor(line: Line, hearers: Hearers, desks: Desks): readonly Notice[] {
  return audiencesOf(line.event).flatMap((audience) =>
    CHANNELS[audience](line, hearers, desks).map((channel) => ({ audience, channel })),
  );
}

const CHANNELS: {
  readonly [audience in Audience]: (line: Line, hearers: Hearers, desks: Desks) => readonly Channel[];
} = {
  desk: deskChannels,
  client: clientChannels,
  counsellor: counsellorChannels,
};

/**
 * A recall, and that the client erased it, goes where the referral went and nowhere else; other news goes to the desk as it is configured now. A live
 * handover has an end, and no mailbox to look into afterwards.
 */
function deskChannels({ event }: Line, { deskId, deliveredTo }: Hearers, desks: Desks): readonly Channel[] {
  const recalls = event === 'withdraw' || event === 'erase';
  const channels = recalls ? stored(deliveredTo) : (desks.find(deskId ?? '')?.channels ?? []);
  return channels
    .filter((channel) => channel.kind === 'email' || channel.kind === 'webhook')
    .map((channel) => (deskId === undefined ? channel : { ...channel, desk: deskId }));
}

/** Who erased everything, or withdrew before the desk's mail was out, knows it already. */
function clientChannels({ event, note }: Line, { referral, conversation }: Hearers): readonly Channel[] {
  if (note === 'erased' || note === 'late') return [];
  const mailed = isMailedToClient(event) && referral?.client.reach?.email !== undefined;
  return [
    ...(conversation === undefined ? [] : [{ kind: 'conversation' } as const]),
    ...(mailed ? [{ kind: 'client-email' } as const] : []),
  ];
}

/** That a desk has opened it is on the counsellor's list; a mail about it would be one too many. */
function counsellorChannels({ event, note }: Line, { counsellor, counsellorChats }: Hearers): readonly Channel[] {
  if (counsellor === undefined || event === 'open' || note === 'late') return [];
  return [
    { kind: 'counsellor-email', counsellor },
    ...(counsellorChats === true ? [{ kind: 'counsellor-chat', counsellor } as const] : []),
  ];
}

function stored(channels: readonly unknown[]): Channel[] {
  return channels.flatMap((channel) => {
    const parsed = channelSchema.safeParse(channel);
    return parsed.success ? [parsed.data] : [];
  });
}
