import type { AddressInfo } from 'node:net';
import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountCloud } from '../../src/channels/cloud.ts';
import { CONVERSATION_KEY, INBOUND_ID, type InboundLedger, LOGS_REPLIES } from '../../src/channels/ports.ts';
import { APP_ID, connectorToken, SERVICE_URL, startAzure } from './an-azure.ts';
import { committing, echo } from './echo-bot.ts';
import { createMemoryLog } from './memory-log.ts';
import { createMemoryReferences } from './memory-references.ts';

let azure: ReturnType<typeof startAzure>;
let closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  azure = startAzure();
  vi.spyOn(console, 'error').mockImplementation(() => {}); // the SDK prints why it refuses a token
});
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  azure.close();
  vi.restoreAllMocks();
});

const NOW = new Date('2026-11-22T10:00:00Z');
const in90Seconds = new Date(NOW.getTime() + 90_000);
const KEY = 'msteams|a:conversation';

type Replies = readonly Partial<Activity>[];

/** A ledger in memory; `commit` is what the bot's store does with the replies of a turn. */
function createLedger() {
  const rows = new Map<string, { replies: Replies | undefined; sent: boolean }>();
  const ledger: InboundLedger = {
    async open(key, id) {
      const row = rows.get(`${key} ${id}`);
      if (row?.sent) return 'sent';
      return row?.replies ?? 'fresh';
    },
    async markSent(key, id) {
      rows.set(`${key} ${id}`, { replies: undefined, sent: true });
    },
  };
  const commit = (key: string, id: string | undefined, replies: Replies) =>
    void rows.set(`${key} ${id}`, { replies: JSON.parse(JSON.stringify(replies)), sent: false });
  return { ledger, commit, keys: () => [...rows.keys()] };
}

async function aServer(script: (context: TurnContext) => Promise<void> = echo) {
  const { ledger, commit, keys } = createLedger();
  const problems: string[] = [];
  const references = createMemoryReferences();
  const server = restify.createServer();
  const cloud = mountCloud(server, {
    appId: APP_ID,
    appPassword: 'a password',
    bot: committing(commit, script),
    ledger,
    exclusively: createMemoryLog().exclusively,
    references,
    apologise: async (key, locale) => `sorry ${key} ${locale}`,
    teamsWords: async () => ({ text: '', language: 'nl' }),
    now: () => NOW,
    report: (code) => void problems.push(code),
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return {
    cloud,
    commit,
    references,
    problems,
    keys,
    async post(body: unknown, headers: Record<string, string> = { authorization: `Bearer ${connectorToken()}` }) {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

const fromTeams = (more: object = {}) => ({
  type: 'message',
  id: '1700000000000',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  timestamp: '2026-11-22T10:00:00Z',
  locale: 'fr-BE',
  text: 'bonjour',
  conversation: { id: 'a:conversation' },
  from: { id: '29:someone' },
  recipient: { id: '28:bot' },
  ...more,
});

describe('/api/messages', () => {
  it('answers a message that Azure signed, through the connector, with a login of our own', async () => {
    const server = await aServer();
    expect(await server.post(fromTeams())).toEqual({ status: 200, body: undefined });
    expect(azure.replies).toEqual([
      {
        path: '/emea/v3/conversations/a%3Aconversation/activities/1700000000000',
        text: 'you said: bonjour',
        authorization: 'Bearer an access token',
      },
    ]);
    expect(server.keys()).toEqual(['msteams|a:conversation 1700000000000']);
    expect(server.problems).toEqual([]);
  });

  it('gives the bot times as dates, as the SDK does', async () => {
    let seen: unknown;
    const server = await aServer(async ({ activity }) => {
      seen = activity.timestamp;
    });
    await server.post(fromTeams());
    expect(seen).toEqual(new Date('2026-11-22T10:00:00Z'));
  });

  it('runs a message once, however often the channel sends it', async () => {
    const server = await aServer();
    const answers = await Promise.all([1, 2, 3].map(() => server.post(fromTeams())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(azure.texts()).toEqual(['you said: bonjour']);
  });

  it('sends again what was stored and not sent, without another turn', async () => {
    let turns = 0;
    const server = await aServer(async (context) => {
      turns += 1;
      await context.sendActivity(`turn ${turns}`);
    });
    azure.failReplies(10);
    await server.post(fromTeams());
    expect(azure.texts()).toEqual([]);
    azure.failReplies(0);
    await server.post(fromTeams());
    await server.post(fromTeams());
    expect(azure.texts()).toEqual(['turn 1']);
  });

  it('says sorry in the language of the channel when a turn fails, and reports a code only', async () => {
    const server = await aServer();
    expect((await server.post(fromTeams({ text: 'fail' }))).status).toBe(200);
    expect(azure.texts()).toEqual(['sorry msteams|a:conversation fr-BE']);
    expect(server.problems).toEqual(['turn-failed']);
  });

  it('does not answer typing', async () => {
    const server = await aServer();
    expect((await server.post(fromTeams({ type: 'typing' }))).status).toBe(200);
    expect(server.keys()).toEqual([]);
  });

  describe('when the bot speaks first', () => {
    const news = async (context: TurnContext) => void (await context.sendActivity('the desk answered'));

    it('says it where the person last was', async () => {
      const server = await aServer();
      await server.post(fromTeams());
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'accepted', receipt: 'said' });
      expect(azure.texts()).toEqual(['you said: bonjour', 'the desk answered']);
      expect(azure.replies.at(-1)?.path).toBe('/emea/v3/conversations/a%3Aconversation/activities');
    });

    it('gives the bot the key of the conversation, and a name for the turn', async () => {
      const server = await aServer();
      await server.post(fromTeams());
      let seen: unknown;
      await server.cloud.speakFirst(
        KEY,
        async ({ turnState }) => {
          seen = [CONVERSATION_KEY, INBOUND_ID, LOGS_REPLIES].map((key) => turnState.get(key));
        },
        'news 1',
      );
      expect(seen).toEqual([KEY, 'news 1', false]);
    });

    it('has nobody to tell where nobody ever wrote', async () => {
      const server = await aServer();
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'accepted', receipt: 'gone' });
      expect(azure.texts()).toEqual([]);
    });

    it.each([403, 404])('forgets the way to a conversation that answers %i', async (status) => {
      const server = await aServer();
      await server.post(fromTeams());
      azure.refuse({ status });
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'accepted', receipt: 'gone' });
      expect(server.references.kept.size).toBe(0);
      expect(server.problems).toEqual([]);
    });

    it.each([
      { how: { status: 429, headers: { 'retry-after': '90' } }, ends: { code: 'http-429', notBefore: in90Seconds } },
      {
        how: { status: 503, headers: { 'retry-after': in90Seconds.toUTCString() } },
        ends: { code: 'http-503', notBefore: in90Seconds },
      },
      { how: { status: 429, headers: { 'retry-after': '99999999' } }, ends: { code: 'http-429' } },
      { how: { status: 500 }, ends: { code: 'http-500' } },
      { how: { status: 401 }, ends: { code: 'http-401' } },
      { how: 'no network', ends: { code: 'no-network' } },
    ] as const)('tries again later after $how', async ({ how, ends }) => {
      const server = await aServer();
      await server.post(fromTeams());
      azure.refuse(how);
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'unreachable', ...ends });
      azure.refuse(undefined);
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'accepted', receipt: 'said' });
    });

    it('says what was committed when it comes again, without another turn, and then nothing', async () => {
      const server = await aServer();
      await server.post(fromTeams());
      let turns = 0;
      const logic = committing(server.commit, async (context) => {
        turns += 1;
        await context.sendActivity(`news of turn ${turns}`);
      });
      azure.refuse({ status: 503 });
      expect(await server.cloud.speakFirst(KEY, logic, 'news 7')).toMatchObject({ is: 'unreachable' });
      azure.refuse(undefined);
      for (let again = 0; again < 2; again += 1)
        expect(await server.cloud.speakFirst(KEY, logic, 'news 7')).toEqual({ is: 'accepted', receipt: 'said' });
      expect(azure.texts()).toEqual(['you said: bonjour', 'news of turn 1']);
      expect(turns).toBe(1);
    });

    it('does not try again what the channel will not take', async () => {
      const server = await aServer();
      await server.post(fromTeams());
      azure.refuse({ status: 400 });
      expect(await server.cloud.speakFirst(KEY, news, 'news 1')).toEqual({ is: 'refused', code: 'http-400' });
    });

    it('passes on what the bot throws, and says nothing to the person', async () => {
      const server = await aServer();
      await server.post(fromTeams());
      const broken = server.cloud.speakFirst(
        KEY,
        async () => {
          throw new Error('a bug');
        },
        'news 1',
      );
      await expect(broken).rejects.toThrow('a bug');
      expect(azure.texts()).toEqual(['you said: bonjour']);
    });

    it('waits for the turn that runs', async () => {
      const order: string[] = [];
      const server = await aServer(async (context) => {
        order.push('turn begins');
        await context.sendActivity('answer');
        order.push('turn ends');
      });
      await server.post(fromTeams());
      order.length = 0;
      await Promise.all([
        server.post(fromTeams({ id: '2' })),
        server.cloud.speakFirst(KEY, async () => void order.push('news'), 'news 1'),
      ]);
      expect([...order].sort()).toEqual(['news', 'turn begins', 'turn ends']);
      expect(order.indexOf('turn ends') - order.indexOf('turn begins')).toBe(1);
    });
  });

  it.each([
    { what: 'no token', headers: {}, status: 401 },
    {
      what: 'a token for another bot',
      headers: { authorization: `Bearer ${connectorToken({ aud: 'other' })}` },
      status: 401,
    },
    {
      what: 'an expired token',
      headers: { authorization: `Bearer ${connectorToken({ exp: 1, nbf: 0 })}` },
      status: 401,
    },
    {
      what: 'a token of another address',
      headers: { authorization: `Bearer ${connectorToken({ serviceurl: 'https://x/' })}` },
      status: 401,
    },
    { what: 'nonsense for a token', headers: { authorization: 'Bearer nonsense' }, status: 401 },
    { what: 'invalid JSON', body: '{', status: 400 },
    { what: 'no activity', body: {}, status: 400 },
    { what: 'a list', body: [fromTeams()], status: 400 },
    { what: 'an address that is none', body: fromTeams({ serviceUrl: 'urn:wegwijzer:directline' }), status: 400 },
    { what: 'text', headers: { 'content-type': 'text/plain' }, status: 415 },
    { what: 'a huge body', body: fromTeams({ text: 'x'.repeat(300 * 1024) }), status: 413 },
  ])('refuses $what with $status, and says nothing anywhere', async ({ body = fromTeams(), headers, status }) => {
    const server = await aServer();
    const answer = await server.post(body, headers);
    expect(answer).toMatchObject({
      status,
      body: { error: { code: expect.any(String), message: expect.any(String) } },
    });
    expect(azure.replies).toEqual([]);
    expect(server.keys()).toEqual([]);
  });

  it('is not there without an app id', () => {
    const nothing = async () => {};
    const options = {
      appPassword: '',
      bot: nothing,
      ledger: createLedger().ledger,
      exclusively: createMemoryLog().exclusively,
      references: createMemoryReferences(),
      teamsWords: async () => ({ text: '', language: 'nl' }),
    };
    expect(() =>
      mountCloud(restify.createServer(), { ...options, appId: ' ', apologise: async () => '', report: () => {} }),
    ).toThrow('needs an app id');
  });
});
