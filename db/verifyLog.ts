import { chainHash, payloadHash } from '#db/schoolLog.ts';
import { readAs, type Sql, systemContext } from '#db/sql.ts';

export type Verdict = { schoolId: number; rows: number; head: string } & (
  | { ok: true }
  | { ok: false; seq: number; why: string }
);

type Row = {
  seq: number;
  utc: string;
  actor_id: number;
  command_id: string;
  kind: string;
  object: string;
  base: number;
  version: number;
  payload_hash: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
  salt: Buffer | null;
  body: string | null;
};
/** Rows read at once: a school's year does not fit in memory, a page of it does. */
const PAGE = 5000;

/** Recomputes a school's chain from its first row to its head (003 П2 3.3: reliable control of corrections). Names the
 *  first row that was altered, lost, added or moved. A payload erased by law leaves its hash: the chain stays whole. */
export async function verifyLog(db: Sql, schoolId: number): Promise<Verdict> {
  let previous: Buffer = Buffer.from([0]);
  let seq = 0;
  const verdict = () => ({ schoolId, rows: seq, head: previous.toString('hex') });
  const bad = (at: number, why: string): Verdict => ({ ...verdict(), ok: false, seq: at, why });
  for (;;) {
    const rows = await readAs(
      db,
      systemContext(schoolId),
      (tx) => tx<
        Row[]
      >`select l.seq, l.utc, l.actor_id, l.command_id, l.kind, l.object, l.base, l.version, l.payload_hash,
          l.previous_hash, l.hash, p.salt, p.body
        from school_log l left join school_log_payload p on p.school_id = l.school_id and p.seq = l.seq
        where l.school_id = ${schoolId} and l.seq > ${seq} order by l.seq limit ${PAGE}`,
    );
    for (const row of rows) {
      if (row.seq !== seq + 1) return bad(seq + 1, 'строки нет');
      if (!row.previous_hash.equals(previous)) return bad(row.seq, 'не продолжает предыдущую строку');
      if (!chainHash(previous, row).equals(row.hash)) return bad(row.seq, 'строка изменена');
      if (row.body === null || row.salt === null) return bad(row.seq, 'нет содержания записи');
      if (!payloadHash(row.salt, row.body).equals(row.payload_hash)) return bad(row.seq, 'содержание записи изменено');
      previous = row.hash;
      seq = row.seq;
    }
    if (rows.length < PAGE) break;
  }
  const [head] = await db<
    { seq: number; hash: Buffer }[]
  >`select seq, hash from school_log_head where school_id = ${schoolId}`;
  if (!head) return bad(seq, 'нет головы цепочки');
  if (head.seq !== seq)
    return bad(Math.min(head.seq, seq) + 1, head.seq > seq ? 'конец журнала отрезан' : 'строки добавлены мимо головы');
  if (!head.hash.equals(previous)) return bad(seq, 'голова цепочки не совпадает');
  return { ...verdict(), ok: true };
}

/** Every school of the database. */
export async function verifyLogs(db: Sql): Promise<Verdict[]> {
  const schools = await db<{ school_id: number }[]>`select school_id from school order by school_id`;
  const verdicts: Verdict[] = [];
  for (const { school_id } of schools) verdicts.push(await verifyLog(db, school_id));
  return verdicts;
}
