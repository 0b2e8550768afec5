/** The desks and how a referral reaches each: configuration that src/delivery/desks.json holds. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { REGIONS, type Region } from '../domain/facts.ts';
import type { Desk } from '../domain/referral.ts';

/** How a desk can be reached. A further kind is one more member here and one more sender in senders.ts. */
const email = z.strictObject({ kind: z.literal('email'), to: z.email() });
const webhook = z.strictObject({ kind: z.literal('webhook'), url: z.url({ protocol: /^https$/ }).max(2000) });
const handoff = z.strictObject({ kind: z.literal('handoff') });
const deskChannelSchema = z.discriminatedUnion('kind', [email, webhook, handoff]);

/**
 * What is stored of a delivery: a channel of a desk, or of a client or a counsellor who is told something. A desk's
 * configuration cannot name the latter. Nothing personal: addresses are looked up when there is something to send.
 */
const desk = { desk: z.string().optional() };
export const channelSchema = z.discriminatedUnion('kind', [
  email.extend(desk),
  webhook.extend(desk),
  handoff.extend(desk),
  /** In the conversation that the referral came of. */
  z.strictObject({ kind: z.literal('conversation') }),
  /** To the address that the client shared in the referral. */
  z.strictObject({ kind: z.literal('client-email') }),
  z.strictObject({ kind: z.literal('counsellor-email'), counsellor: z.string() }),
  /** In the chat that the counsellor linked to their account. */
  z.strictObject({ kind: z.literal('counsellor-chat'), counsellor: z.string() }),
]);
export type Channel = z.infer<typeof channelSchema>;
export type ChannelOf<K extends Channel['kind']> = Extract<Channel, { kind: K }>;

const DESK_ROLES = ['desk', 'educational-adviser', 'person'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

const deskSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  role: z.enum(DESK_ROLES),
  name: z.string().min(1).max(120),
  /** null: takes people whose region is not known. */
  region: z.enum(REGIONS).nullable(),
  website: z.url({ protocol: /^https$/ }),
  channels: z.array(deskChannelSchema).min(1),
});
const desksSchema = z.array(deskSchema).min(1);
type ConfiguredDesk = z.infer<typeof deskSchema>;

export interface Desks {
  readonly all: readonly ConfiguredDesk[];
  find(id: string): ConfiguredDesk | undefined;
  /** Whether this desk is reached by this channel, which may have been stored long ago. */
  reaches(id: string, channel: unknown): boolean;
  /**
   * Who takes a referral: the desk, the educational adviser or the person of a region, or the person for people whose
   * region is not known. A region without a person of its own sends to its desk.
   */
  deskFor(role: DeskRole, region: Region | null): Desk;
}

/** Reads and checks the desks. Throws one error that names every problem: a referral must always find a mailbox. */
export function loadDesks(file: string | URL = new URL('./desks.json', import.meta.url)): Desks {
  return parseDesks(JSON.parse(readFileSync(file, 'utf8')));
}

export function parseDesks(data: unknown): Desks {
  const parsed = desksSchema.safeParse(data);
  if (!parsed.success) throw new Error(`The desks are not right:\n${z.prettifyError(parsed.error)}`);
  const desks = parsed.data;
  const problems: string[] = [];
  const byId = new Map<string, ConfiguredDesk>();
  for (const desk of desks) {
    // A talk has an end: what comes after it, an answer or a withdrawal, has to reach the desk too.
    if (desk.channels.every(({ kind }) => kind === 'handoff'))
      problems.push(`${desk.id} hands over live and has no email or webhook for what comes after that`);
    if (byId.has(desk.id)) problems.push(`two desks have the id ${desk.id}`);
    byId.set(desk.id, desk);
  }
  const take = (role: DeskRole, region: Region | null) => desks.find((d) => d.role === role && d.region === region);
  for (const region of REGIONS) {
    for (const role of ['desk', 'educational-adviser'] as const) {
      if (take(role, region) === undefined) problems.push(`${region} has no ${role}`);
    }
  }
  if (take('person', null) === undefined)
    problems.push('nobody takes people whose region is not known (a person without region)');
  if (problems.length > 0) throw new Error(`The desks are not right: ${problems.join('; ')}`);

  return {
    all: desks,
    find: (id) => byId.get(id),
    reaches: (id, channel) => byId.get(id)?.channels.some((own) => isSame(own, channel)) === true,
    deskFor(role, region) {
      const person = take('person', null) as ConfiguredDesk;
      const own = take(role, region) ?? (region === null ? person : take('desk', region));
      return asDesk(own ?? person);
    },
  };
}

function isSame(own: ConfiguredDesk['channels'][number], stored: unknown): boolean {
  const channel = channelSchema.safeParse(stored).data;
  if (own.kind === 'email') return channel?.kind === 'email' && channel.to === own.to;
  if (own.kind === 'webhook') return channel?.kind === 'webhook' && channel.url === own.url;
  return channel?.kind === own.kind;
}

function asDesk({ id, name, region, website, channels }: ConfiguredDesk): Desk {
  const email = channels.find((channel) => channel.kind === 'email')?.to ?? '';
  return { id, name, region, email, website };
}
