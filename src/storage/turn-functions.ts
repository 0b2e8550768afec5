/**
 * The steps of a turn as functions in the database. One call is one round trip and one transaction, and the plans inside
 * stay prepared: on the embedded database a whole turn costs less than half of what the same statements cost one by one.
 *
 * Each locks the conversation's row first, so that two of them never wait for each other in a ring.
 * A change of a function is a new migration with `create or replace`; never edit one that ran somewhere.
 */
import { sql } from 'kysely';

/** Stores a received activity once; `seq` is null when there is no such conversation. */
export const createReceiveActivity = sql`
create function receive_activity(
  p_conversation text, p_once text, p_activity json, p_hidden boolean, p_at timestamptz,
  out seq integer, out fresh boolean
) language plpgsql as $$
declare
  talk conversations;
begin
  select * into talk from conversations where key = p_conversation for update;
  if not found then
    return;
  end if;
  fresh := false;
  select i.seq into seq from inbound i where i.conversation = p_conversation and i.client_activity_id = p_once;
  if found then
    return;
  end if;
  fresh := true;
  seq := talk.last_seq + 1;
  -- Clients sort by time: the log's clock never stands still.
  talk.last_at := greatest(p_at, talk.last_at + interval '1 millisecond');
  update conversations set last_seq = receive_activity.seq, last_at = talk.last_at, touched_at = p_at
    where key = p_conversation;
  insert into inbound (conversation, seq, client_activity_id, activity, received_at)
    values (p_conversation, receive_activity.seq, p_once, p_activity, p_at);
  if not p_hidden then
    insert into activities (conversation, seq, at, activity)
      values (p_conversation, receive_activity.seq, talk.last_at, p_activity);
  end if;
end $$`;

/** The oldest activity without a finished turn, with one more attempt counted; no row when there is none. */
export const createNextInbound = sql`
create function next_inbound(p_conversation text)
returns table (seq integer, attempts integer, activity json) language plpgsql as $$
begin
  select i.seq into next_inbound.seq from inbound i
    where i.conversation = p_conversation and i.done_at is null order by i.seq limit 1;
  if not found then
    return;
  end if;
  return query update inbound i set attempts = i.attempts + 1
    where i.conversation = p_conversation and i.seq = next_inbound.seq
    returning i.seq, i.attempts, i.activity;
end $$`;

/**
 * Ends the turn of an inbound activity (null: we speak first), adds the replies to the log and, unless p_keep_state,
 * sets the state. False, and nothing changed, when that activity was answered already or is gone.
 */
export const createFinishTurn = sql`
create function finish_turn(
  p_conversation text, p_inbound integer, p_state json, p_keep_state boolean, p_replies json, p_at timestamptz
) returns boolean language plpgsql as $$
declare
  talk conversations;
  count integer := json_array_length(p_replies);
begin
  select * into talk from conversations where key = p_conversation for update;
  if not found then
    return false;
  end if;
  if p_inbound is not null then
    update inbound set done_at = p_at, activity = null
      where conversation = p_conversation and seq = p_inbound and done_at is null;
    if not found then
      return false;
    end if;
  end if;
  if count > 0 then
    insert into activities (conversation, seq, at, activity)
      select p_conversation, talk.last_seq + nth,
        greatest(p_at, talk.last_at + interval '1 millisecond') + (nth - 1) * interval '1 millisecond', reply
      from json_array_elements(p_replies) with ordinality as given (reply, nth);
    talk.last_at := greatest(p_at, talk.last_at + interval '1 millisecond') + (count - 1) * interval '1 millisecond';
  end if;
  update conversations set
    state = case when p_keep_state then state else p_state end,
    last_seq = talk.last_seq + count, last_at = talk.last_at, touched_at = p_at
    where key = p_conversation;
  return true;
end $$`;
