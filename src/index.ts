/** The process: the environment in, the server up, and a clean end on SIGTERM or SIGINT. */
import { resolve } from 'node:path';
import { ConfigError, parseConfig } from './config.ts';
import { createLog } from './log.ts';
import { openDatabase } from './storage/database.ts';

function configOrExit() {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** Says in words what keeps the server from starting; anything else is a bug and shows itself whole. */
function explainAndExit(error: unknown): never {
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  if (code === 'EADDRINUSE')
    console.error(`Port ${config.port} is in use. Stop what runs there, or set PORT to another one.`);
  else if (name === 'DataDirectoryInUse') console.error(message);
  else throw error;
  process.exit(2);
}

const config = configOrExit();
const log = createLog(config.logLevel);
// The database opens, partly on other threads, while Node reads the many files of the rest.
const opening = openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
opening.catch(() => {}); // heard of by createApp
const { createApp } = await import('./app.ts');
const app = await createApp(config, { log, opening }).catch(explainAndExit);
const port = await app.listen(config.port).catch(explainAndExit);
const url = config.publicUrl.replace(/:0$/, `:${port}`);

console.log(`Wegwijzer is ready.
  Newcomers:    ${url}/
  Counsellors:  ${url}/counsellor (sign in with an address on ${config.counsellors.join(', ')}; ${config.smtpUrl === undefined ? 'the link lands where desk mail does' : 'the link comes by mail'})
  Rule book:    ${url}/rules
  Desk mail:    ${config.smtpUrl === undefined ? `${resolve(config.dataDir, 'mail')} (one .eml file a referral; set SMTP_URL to send it)` : 'over SMTP'}`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
