/** What we make of a mail server that does not do what it should, or can do more than others. */

import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { createSmtpSender, type Letter } from '../../src/delivery/mail.ts';
import { makeCertificate } from './a-certificate.ts';
import { type MailServer, type Mood, startMailServer } from './a-mail-server.ts';

const LETTER: Letter = {
  to: 'desk@example.org',
  subject: 'Aanmelding',
  text: 'tekst',
  html: '<p>tekst</p>',
  attachments: [],
  idempotencyKey: 'K7QX-M3PD.oss-ghent',
  reference: 'K7QX-M3PD',
  language: 'nl',
  date: new Date('2026-11-22T10:15:00.000Z'),
  nth: 0,
};
let server: MailServer;
afterEach(() => server.close());
const send = (url = server.url) => createSmtpSender(url, 'Wegwijzer <wegwijzer@example.org>')(LETTER);

it.each<{ mood: Mood; result: object }>([
  { mood: 'accepts', result: { is: 'accepted', receipt: 'smtp' } },
  { mood: 'refuses-recipient', result: { is: 'refused', code: 'smtp-550' } },
  { mood: 'refuses-message', result: { is: 'refused', code: 'smtp-554' } },
  { mood: 'greylists', result: { is: 'unreachable', code: 'smtp-451' } },
  { mood: 'too-busy', result: { is: 'unreachable', code: 'smtp-421' } },
  { mood: 'drops', result: { is: 'unreachable', code: expect.stringMatching(/^network-/) } },
  { mood: 'drops-after', result: { is: 'unreachable', code: expect.stringMatching(/^network-/) } },
])('$mood: $result.is', async ({ mood, result }) => {
  server = await startMailServer(mood);
  expect(await send()).toEqual(result);
});

it('a message that it took without saying so comes again under the same id, to be dropped', async () => {
  server = await startMailServer();
  server.next.push('drops-after');
  expect(await send()).toMatchObject({ is: 'unreachable' });
  expect(await send()).toMatchObject({ is: 'accepted' });
  expect(server.received).toHaveLength(2);
  expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(1);
  expect(new Set(server.received.map(({ date }) => date)).size).toBe(1);
});

it('a server that offers it is asked to tell of failure and delay, without the letter', async () => {
  server = await startMailServer('accepts', { dsn: true });
  expect(await send()).toMatchObject({ is: 'accepted' });
  expect(server.notices).toEqual([{ ret: 'HDRS', notify: ['FAILURE', 'DELAY'] }]);
});

it('a server that does not offer it is not asked', async () => {
  server = await startMailServer('accepts', { dsn: false });
  expect(await send()).toMatchObject({ is: 'accepted' });
  expect(server.received).toHaveLength(1);
});

it('nothing goes out in the clear where TLS is insisted on', async () => {
  server = await startMailServer();
  expect(await send(`${server.url}/?requireTLS=true`)).toEqual({ is: 'unreachable', code: 'smtp-tls' });
  expect(server.begun).toBe(0);
});

it('nothing goes to a server whose certificate nobody vouches for', async () => {
  server = await startMailServer();
  const { key, cert } = makeCertificate(['localhost']);
  const heard: string[] = [];
  const stranger = createTlsServer({ key, cert }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => heard.push(data.toString()));
  });
  stranger.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void stranger.close());
  const { port } = stranger.address() as AddressInfo;
  expect(await send(`smtps://localhost:${port}`)).toEqual({ is: 'unreachable', code: 'network-esocket' });
  expect(heard).toEqual([]);
});
