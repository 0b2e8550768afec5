/**
 * What we are compared with, as the samples of the SDK write it: an EchoBot, and as many questions as our intake in a
 * WaterfallDialog whose state is kept in memory, or in the same embedded database that keeps ours.
 * `node test/bench/peer.ts echo|waterfall|waterfall-stored` prints its port.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type Storage,
  type StoreItems,
} from 'botbuilder';
import { ComponentDialog, DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import restify from 'restify';
import { QUESTION_IDS } from '../../src/domain/questions.ts';

function echoBot(): ActivityHandler {
  const bot = new ActivityHandler();
  bot.onMessage(async (context, next) => {
    await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
    await next();
  });
  return bot;
}

/** One prompt a question, each answer kept in the dialog's own state; after the last one it begins again. */
function waterfallBot(storage: Storage): ActivityHandler {
  const conversationState = new ConversationState(storage);
  const intake = new ComponentDialog('intake');
  intake.addDialog(
    new WaterfallDialog('questions', [
      ...QUESTION_IDS.map((id) => (step: import('botbuilder-dialogs').WaterfallStepContext) => {
        Object.assign(step.values, { [`before ${id}`]: step.result });
        return step.prompt('text', MessageFactory.text(`What do you answer to ${id}?`));
      }),
      (step) => step.endDialog(step.values),
    ]),
  );
  intake.addDialog(new TextPrompt('text'));
  const dialogs = new DialogSet(conversationState.createProperty('dialogs')).add(intake);
  const bot = new ActivityHandler();
  bot.onMessage(async (context, next) => {
    const dialog = await dialogs.createContext(context);
    const { status } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty || status === DialogTurnStatus.complete) await dialog.beginDialog('intake');
    await next();
  });
  bot.onDialog(async (context, next) => {
    await conversationState.saveChanges(context);
    await next();
  });
  return bot;
}

/** The SDK's Storage on an embedded database in a folder: what it costs to survive the end of the process. */
async function storedOnDisk(): Promise<Storage> {
  const folder = mkdtempSync(join(tmpdir(), 'wegwijzer-bench-peer-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const database = await PGlite.create(join(folder, 'database'));
  await database.exec('create table items (key text primary key, value json)');
  return {
    async read(keys) {
      const { rows } = await database.query<{ key: string; value: unknown }>(
        'select * from items where key = any($1)',
        [keys],
      );
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    },
    async write(changes: StoreItems) {
      for (const [key, value] of Object.entries(changes))
        await database.query(
          'insert into items values ($1, $2) on conflict (key) do update set value = excluded.value',
          [key, JSON.stringify(value)],
        );
    },
    async delete(keys) {
      await database.query('delete from items where key = any($1)', [keys]);
    },
  };
}

const BOTS: { readonly [kind: string]: () => Promise<ActivityHandler> } = {
  echo: async () => echoBot(),
  waterfall: async () => waterfallBot(new MemoryStorage()),
  'waterfall-stored': async () => waterfallBot(await storedOnDisk()),
};

const make = BOTS[process.argv[2] ?? ''];
if (make === undefined) throw new Error(`one of ${Object.keys(BOTS).join(', ')}`);
const bot = await make();
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as never, response as never, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));
