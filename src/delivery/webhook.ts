/** The `webhook` channel: a signed CloudEvent to the endpoint of a desk (Standard Webhooks). */
import { Webhook } from 'standardwebhooks';
import type { SendResult } from './attempt.ts';
import type { Send } from './delivery.ts';
import { keyOfReferral } from './desk-news.ts';
import type { ChannelOf, Desks } from './desks.ts';
import type { HttpsPost, Posted } from './https-post.ts';
import type { Errand, LinkTo } from './ports.ts';
import { type EventDetails, newsEvent, submittedEvent } from './referral-event.ts';
import { readRetryAfter } from './retry-after.ts';

export interface WebhookDeps {
  readonly desks: Desks;
  /** Signing secrets by desk, `whsec_...`; two while one takes over from the other. */
  readonly secrets: { readonly [desk: string]: readonly string[] };
  readonly httpsPost: HttpsPost;
  readonly linkTo: LinkTo;
  readonly publicUrl: string;
  readonly now: () => Date;
}

export function createWebhookSender(deps: WebhookDeps): Send<ChannelOf<'webhook'>> {
  return async (errand, channel) => {
    const { url, desk: told } = channel;
    const desk = told ?? errand.referral?.desk.id ?? '';
    const secrets = Object.hasOwn(deps.secrets, desk) ? (deps.secrets[desk] ?? []) : [];
    // Somebody forgot to set it: our mistake, not the desk's no. It waits until it is put right.
    if (secrets.length === 0) return { is: 'unreachable', code: 'webhook-no-secret' };
    // A recall goes wherever the referral went, but without the desk's link where that is not the desk's any more.
    const linked = errand.about === undefined || deps.desks.reaches(desk, channel);
    const message = await writeEvent(errand, desk, linked, deps);
    if (message === undefined) return { is: 'accepted', receipt: 'gone' };
    const { id, headers, body } = message;
    const at = deps.now();
    const signed = {
      ...headers,
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Wegwijzer',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    };
    return judge(await deps.httpsPost(url, signed, body), deps.now());
  };
}

/** @returns the desks whose endpoint would be called without a signature: nothing can be sent there */
export function desksWithoutSecret(desks: Desks, secrets: WebhookDeps['secrets']): readonly string[] {
  const called = desks.all.filter(({ channels }) => channels.some(({ kind }) => kind === 'webhook'));
  return called.map(({ id }) => id).filter((id) => !Object.hasOwn(secrets, id));
}

async function writeEvent(errand: Errand, desk: string, linked: boolean, { linkTo, publicUrl }: WebhookDeps) {
  const { reference, about, referral, generation } = errand;
  const id = about === undefined ? keyOfReferral(reference, desk, generation) : `${reference}.${about.id}.desk`;
  const answerUrl = linked ? await linkTo('desk', reference) : undefined;
  const details: EventDetails = { id, reference, publicUrl, answerUrl };
  const message = about === undefined ? submittedEvent(referral, details) : newsEvent(about, details);
  return message && { id, ...message };
}

/** Come back later, whatever else: too slow, too early, too often. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Standard Webhooks: 2xx takes it, 410 ends it, 429 and 5xx come back. Other 4xx answer what we send, not when: asking
 * again changes nothing. A redirect is refused: it leads where nobody looked.
 */
function judge(posted: Posted, now: Date): SendResult {
  if (posted.is === 'private-address' || posted.is === 'not-https') {
    return { is: 'refused', code: `webhook-${posted.is}` };
  }
  if (posted.is === 'failed') return { is: 'unreachable', code: `network-${posted.code}` };
  const { status } = posted;
  if (status >= 200 && status < 300) return { is: 'accepted', receipt: `http-${status}` };
  if (status >= 300 && status < 400) return { is: 'refused', code: `webhook-redirect-${status}` };
  if (status >= 400 && status < 500 && !LATER.has(status)) return { is: 'refused', code: `http-${status}` };
  const notBefore = readRetryAfter(posted.retryAfter, now);
  return { is: 'unreachable', code: `http-${status}`, ...(notBefore === undefined ? {} : { notBefore }) };
}
