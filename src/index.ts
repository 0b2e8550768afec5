/** The process: the environment in, the server up, and a clean end on SIGTERM or SIGINT. */
import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { ConfigError, parseConfig } from './config.ts';
import { createLog } from './log.ts';

function configOrExit() {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const config = configOrExit();
const log = createLog(config.logLevel);
const app = await createApp(config, { log });
const port = await app.listen(config.port);
const url = config.publicUrl.replace(/:0$/, `:${port}`);

console.log(`Wegwijzer is ready.
  Newcomers:    ${url}/
  Counsellors:  ${url}/counsellor
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
