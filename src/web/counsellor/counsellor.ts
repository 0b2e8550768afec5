/** `/counsellor`: forward a client, and see what became of those forwarded. */
import type { Server } from 'restify';
import { mountAccount } from './account.ts';
import { mountClients } from './clients.ts';
import { doorPage, mountDoor } from './door.ts';
import { mountForward } from './forward.ts';
import { mountImport } from './import.ts';
import { createOffice, HOME, type OfficeParts } from './office.ts';
import { mountTogether } from './together.ts';

/** Mounts everything under `/counsellor`. */
export function mountCounsellor(server: Server, parts: OfficeParts): void {
  const office = createOffice(parts);
  const door = doorPage(office);
  const { profile } = mountAccount(server, office);
  const { list } = mountClients(server, office);
  mountDoor(server, office);
  mountForward(server, office);
  mountImport(server, office);
  mountTogether(server, office);

  server.get({ path: HOME, name: 'counsellor' }, async (req, res): Promise<void> => {
    const visit = await office.visitOf(req);
    if (visit === undefined) return door(req, res);
    if (visit.counsellor.name === '') return profile(visit, res);
    await list(visit, req, res);
  });
}
