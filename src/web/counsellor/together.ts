/** The counsellor's screen of a conversation that they have together with their client. */
import type { Request, Response, Server } from 'restify';
import { counsellorUser } from '../../domain/counsellor-user.ts';
import type { Language } from '../../domain/referral.ts';
import { answer, answerHtml, answerJson, Refusal, readForm } from '../exchange.ts';
import { readPosted } from '../newcomer.ts';
import { type Handle, HOME, type Office, type Visit } from './office.ts';

const FORM_LIMIT = 65_536;
/** What the counsellor reads beside the client's language, and types. */
const LANGUAGE: Language = 'nl';

/**
 * The page is the newcomer's own, on the same conversation, with a token that says who speaks: every answer is stamped
 * with it. Its posts carry no sign of a form; that they come from our own page is checked by where browsers say they do.
 */
export function mountTogether(server: Server, office: Office): void {
  const { chat, draw, policy } = office.together;

  /** The conversation, for the counsellor who shares it; to everybody else it is not there. */
  const find = async (visit: Visit, req: Request) => {
    const client = await office.forwarding.find(visit.counsellor, String(req.params.id));
    const id = client && office.forwarding.sharedConversation(client);
    const transcript = id === undefined ? undefined : await chat.transcript(id);
    if (client === undefined || id === undefined || transcript === undefined)
      throw new Refusal(404, 'NotFound', 'There is nothing at this address.');
    const user = counsellorUser(visit.counsellor.id);
    return { id, transcript, user, path: `${HOME}/together/${client.id}` };
  };

  const show: Handle = office.page(async (visit, req, res) => {
    const { id, transcript, user, path } = await find(visit, req);
    const page = draw({
      side: 'counsellor',
      language: LANGUAGE,
      activities: transcript.activities,
      action: path,
      session: `${path}/session`,
      conversation: { id, token: await chat.tokenFor(id, user), watermark: transcript.watermark },
    });
    answerHtml(res, 200, page, {
      'Content-Security-Policy': policy.page,
      'Content-Language': LANGUAGE,
      Vary: 'Cookie',
    });
  });

  /** Posts of the page itself, from a browser whose counsellor is still signed in. */
  const posted =
    (
      handle: (visit: Visit, req: Request, res: Response) => Promise<void>,
      signedOut: (res: Response) => void,
    ): Handle =>
    async (req, res) => {
      office.mustBeOwn(req);
      const visit = await office.visitOf(req);
      if (visit === undefined) return signedOut(res);
      await handle(visit, req, res);
    };

  const take = posted(
    async (visit, req, res) => {
      const { id, user, path } = await find(visit, req);
      const said = readPosted(await readForm(req, FORM_LIMIT), LANGUAGE);
      if (said !== undefined) await chat.say(id, said, user);
      answer(res, 303, 'text/plain; charset=utf-8', '', { Location: `${path}#now` });
    },
    (res) => office.goTo(res, HOME),
  );

  const refresh = posted(
    async (visit, req, res) => {
      const { id, user } = await find(visit, req);
      answerJson(res, 200, { conversationId: id, token: await chat.tokenFor(id, user) });
    },
    () => {
      throw new Refusal(401, 'SignedOut', 'Sign in again.');
    },
  );

  server.get({ path: `${HOME}/together/:id`, name: 'counsellor-together' }, show);
  server.post({ path: `${HOME}/together/:id`, name: 'counsellor-together-say' }, take);
  server.post({ path: `${HOME}/together/:id/session`, name: 'counsellor-together-session' }, refresh);
}
