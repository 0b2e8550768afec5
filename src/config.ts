/** The environment, judged once: a Config, or every problem at the same time. No other file reads the environment. */
import { z } from 'zod';

export interface Config {
  readonly port: number;
  /** Where the embedded database and, without SMTP, the desks' mail are kept. */
  readonly dataDir: string;
  /** A PostgreSQL-compatible server; undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** How people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** undefined: mail is written to `dataDir`/mail. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** undefined: the sample desks that come with the project. */
  readonly desksFile: string | undefined;
  readonly microsoftApp:
    | { readonly id: string; readonly password: string; readonly tenantId: string | undefined }
    | undefined;
  /** What other servers show to make user-bound tokens; undefined: nobody can. */
  readonly directLineSecret: string | undefined;
  /** Signs tokens and sessions; undefined: one is made once and kept in the database. */
  readonly tokenSecret: string | undefined;
  /** Opens the figures of /insight for who runs a desk; undefined: counsellors only. */
  readonly insightSecret: string | undefined;
  /** Sites that may show our page in a frame, and whose scripts may call Direct Line. */
  readonly trustedOrigins: readonly string[];
  /** Believe X-Forwarded-For: only behind a proxy of our own that sets it. */
  readonly trustProxy: boolean;
  /** New conversations that one address may start in an hour. */
  readonly startsPerHour: number;
  /** Days after which a conversation that nobody touched is deleted. */
  readonly retentionDays: number;
  /** E-mail addresses and domains whose people may sign in as counsellors, in lower case. */
  readonly counsellors: readonly string[];
  /** Where counsellors sign in beside, or (`only`) instead of, the mailed link. */
  readonly oidc:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly only: boolean }
    | undefined;
  /** How the endpoints of desks are called. */
  readonly webhooks: {
    /** Signing secrets by desk (Standard Webhooks); two while one takes over from the other. */
    readonly secrets: { readonly [desk: string]: readonly string[] };
    /** Hosts that may lead into our own network. */
    readonly allowHosts: readonly string[];
  };
  readonly logLevel: string;
}

/** Every problem of the environment in one message; no value of a secret is printed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Env = { readonly [name: string]: string | undefined };

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).origin === url, 'must be scheme, host and port only');
const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(unset, schema.optional());
/** A client secret in clear text over a network is no secret. */
const isSafeIssuer = (url: string) => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};
const count = (fallback: number, least: number, most: number) =>
  z.preprocess(unset, z.coerce.number<string>(`must be a whole number`).int().min(least).max(most).default(fallback));

/** `desk-id=whsec_...`, separated by commas or spaces; a secret is 24 to 64 bytes in base64 (Standard Webhooks). */
function readSecrets(list: string, context: z.RefinementCtx): { [desk: string]: string[] } {
  const secrets: { [desk: string]: string[] } = {};
  for (const [index, part] of list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .entries()) {
    const [, desk, secret] = /^([a-z0-9-]+)=(whsec_[A-Za-z0-9+/]+={0,2})$/.exec(part) ?? [];
    const bytes = Buffer.from(secret?.slice('whsec_'.length) ?? '', 'base64').length;
    if (desk === undefined || secret === undefined || bytes < 24 || bytes > 64) {
      const message = `number ${index + 1} must be desk-id=whsec_ and 24 to 64 bytes in base64`;
      context.addIssue({ code: 'custom', message });
    } else secrets[desk] = [...(Object.hasOwn(secrets, desk) ? (secrets[desk] ?? []) : []), secret];
  }
  return secrets;
}

const envSchema = z.object({
  PORT: count(3978, 0, 65_535),
  DATA_DIR: z.preprocess(unset, z.string().default('./data')),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http(s):// address' })),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must be an smtp(s):// address' })),
  MAIL_FROM: z.preprocess(unset, z.email('must be an e-mail address').default('wegwijzer@example.org')),
  DESKS_FILE: optional(z.string()),
  MICROSOFT_APP_ID: optional(z.string()),
  MICROSOFT_APP_PASSWORD: optional(z.string()),
  MICROSOFT_APP_TENANT_ID: optional(z.string()),
  DIRECTLINE_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),
  TOKEN_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  INSIGHT_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),
  TRUSTED_ORIGINS: z
    .preprocess(unset, z.string().default(''))
    .transform((list) => list.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(origin)),
  TRUST_PROXY: z.preprocess(unset, z.enum(['yes', 'no'], "must be 'yes' or 'no'").default('no')),
  STARTS_PER_HOUR: count(300, 1, 1_000_000),
  RETENTION_DAYS: count(30, 1, 3650),
  COUNSELLORS: z
    .preprocess(unset, z.string().default('example.org'))
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((part) => part !== ''),
    )
    .pipe(
      z.array(
        z
          .string()
          .regex(/^([^@]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be e-mail addresses or domains, separated by spaces'),
      ),
    ),
  OIDC_ISSUER: optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an https:// address' })
      .refine(isSafeIssuer, 'must be an https:// address (http:// only on localhost)'),
  ),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_ONLY: z.preprocess(unset, z.enum(['yes', 'no'], "must be 'yes' or 'no'").default('no')),
  WEBHOOK_SECRETS: z.preprocess(unset, z.string().default('')).transform(readSecrets),
  WEBHOOK_ALLOW_HOSTS: z
    .preprocess(unset, z.string().default(''))
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((part) => part !== ''),
    )
    .pipe(z.array(z.string().regex(/^[a-z0-9.:[\]-]+$/, 'must be host names, without scheme or port'))),
  LOG_LEVEL: z.preprocess(unset, z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')),
});

/**
 * @param env such as process.env
 * @throws ConfigError naming every variable that cannot be used and why
 */
export function parseConfig(env: Env): Config {
  const parsed = envSchema.safeParse(env);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (env.MICROSOFT_APP_ID?.trim() && !env.MICROSOFT_APP_PASSWORD?.trim()) {
    problems.push('MICROSOFT_APP_PASSWORD: must be set where MICROSOFT_APP_ID is');
  }
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = oidc.filter((name) => !env[name]?.trim());
  if (missing.length > 0 && (missing.length < oidc.length || env.OIDC_ONLY?.trim() === 'yes')) {
    problems.push(...missing.map((name) => `${name}: must be set for signing in by OpenID Connect`));
  }
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(
      `The environment cannot be used (README, Configuration):\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  }
  const read = parsed.data;
  return {
    port: read.PORT,
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    publicUrl: (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/$/, ''),
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    desksFile: read.DESKS_FILE,
    microsoftApp:
      read.MICROSOFT_APP_ID === undefined
        ? undefined
        : {
            id: read.MICROSOFT_APP_ID,
            password: read.MICROSOFT_APP_PASSWORD ?? '',
            tenantId: read.MICROSOFT_APP_TENANT_ID,
          },
    directLineSecret: read.DIRECTLINE_SECRET,
    tokenSecret: read.TOKEN_SECRET,
    insightSecret: read.INSIGHT_SECRET,
    trustedOrigins: read.TRUSTED_ORIGINS,
    trustProxy: read.TRUST_PROXY === 'yes',
    startsPerHour: read.STARTS_PER_HOUR,
    retentionDays: read.RETENTION_DAYS,
    counsellors: read.COUNSELLORS,
    oidc:
      read.OIDC_ISSUER === undefined
        ? undefined
        : {
            issuer: read.OIDC_ISSUER,
            clientId: read.OIDC_CLIENT_ID ?? '',
            clientSecret: read.OIDC_CLIENT_SECRET ?? '',
            only: read.OIDC_ONLY === 'yes',
          },
    webhooks: { secrets: read.WEBHOOK_SECRETS, allowHosts: read.WEBHOOK_ALLOW_HOSTS },
    logLevel: read.LOG_LEVEL,
  };
}
