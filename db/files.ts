import { createHash } from 'node:crypto';
import { contextOf, readAs, type Sql, sql, writeAs } from '#db/sql.ts';
import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { checkFile, type FileRef, tidyFileName } from '#lib/domain/files.ts';
import { refuseRecord } from '#lib/domain/records.ts';
import { type Actor, can, classOfRights, isFamily } from '#lib/policy.ts';

/** An upload that was never attached is thrown away after this, hours. */
const FORGOTTEN = 2;
/** How many of one's uploads may wait to be attached. */
const WAITING = 10;

type Target = {
  group_id: number;
  class_id: number;
  mixed: boolean;
  on_date: string;
  status: string;
  closed: boolean;
  today: string;
};

/** The lesson as an upload needs it; a refusal when its record is not this person's to write. Asked before the bytes are
 *  read and again when they have come. */
export async function uploadTarget(actor: Actor, lessonId: number, db: Sql = sql()): Promise<Target | Refusal> {
  const [lesson] = await readAs(
    db,
    contextOf(actor),
    (tx) => tx<Target[]>`select l.group_id, l.class_id, l.mixed, l.on_date, l.status, p.closed_at is not null as closed,
        school_today(l.school_id) as today
      from lesson l join class c on c.school_id = l.school_id and c.id = l.class_id
      left join period p on p.school_id = l.school_id and p.year_id = c.year_id and p.kind = c.period_kind
        and l.on_date between p.starts and p.ends
      where l.school_id = ${actor.schoolId} and l.id = ${lessonId}`,
  );
  if (!lesson) return notFound();
  const subject = { groupId: lesson.group_id, classId: classOfRights(lesson), lessonId, date: lesson.on_date };
  if (!can(actor, 'lesson.write', subject)) return notFound();
  const refused = refuseRecord({
    periodClosed: lesson.closed,
    cancelled: lesson.status === 'cancelled',
    lessonDate: lesson.on_date,
    today: lesson.today,
  });
  return refused ?? lesson;
}

/** Keeps the bytes of an upload. It is nobody's homework until the command `file.attach` makes it so. */
export async function keepUpload(
  actor: Actor,
  lessonId: number,
  rawName: string,
  bytes: Buffer,
  db: Sql = sql(),
): Promise<{ ok: true; file: FileRef } | Refusal> {
  const name = tidyFileName(rawName);
  const checked = checkFile(name, bytes);
  if (!checked.ok) return refuse('invalid', checked.message);
  const lesson = await uploadTarget(actor, lessonId, db);
  if ('code' in lesson) return lesson;
  const sha256 = createHash('sha256').update(bytes).digest();
  const { schoolId, personId } = actor;
  return writeAs(db, contextOf(actor), async (tx) => {
    await tx`delete from attachment where school_id = ${schoolId} and state = 'uploaded'
      and at < now() - make_interval(hours => ${FORGOTTEN})`;
    const [waiting] = await tx<{ count: number }[]>`select count(*)::int as count from attachment
      where school_id = ${schoolId} and state = 'uploaded' and by_id = ${personId}`;
    if ((waiting?.count ?? 0) >= WAITING)
      return refuse('throttled', 'Слишком много файлов сразу. Повторите чуть позже.', { retryAfter: 60 });
    const [row] = await tx<{ id: number }[]>`insert into attachment
      (school_id, lesson_id, group_id, on_date, name, mime, size, sha256, body, by_id)
      values (${schoolId}, ${lessonId}, ${lesson.group_id}, ${lesson.on_date}, ${name}, ${checked.mime}, ${bytes.length},
        ${sha256}, ${bytes}, ${personId}) returning id`;
    if (!row) throw new Error('an inserted row was not returned');
    return { ok: true as const, file: { id: row.id, name, size: bytes.length } };
  });
}

/** Bytes of one piece of a download: what a connection holds in memory, however large the file. */
const PIECE = 256 * 1024;
/** An attached file: what it is, and its bytes piece by piece; null when the file has gone meanwhile. */
export type StoredFile = { name: string; mime: string; size: number; piece(from: number): Promise<Buffer | null> };
type FileRow = {
  name: string;
  mime: string;
  size: number;
  group_id: number;
  class_id: number;
  mixed: boolean;
  on_date: string;
  state: string;
  given: boolean;
};

/** An attached file for somebody who may read it; null when there is none or it is not his. The rights are asked before any
 *  byte is read, and the database's own wall stands behind each piece. */
export async function readFile(actor: Actor, fileId: number, db: Sql = sql()): Promise<StoredFile | null> {
  const context = contextOf(actor);
  const [row] = await readAs(
    db,
    context,
    (tx) => tx<FileRow[]>`select f.name, f.mime, f.size, f.group_id, f.on_date, f.state, g.class_id, g.mixed,
        coalesce(l.homework_state = 'given', false) as given
      from attachment f join study_group g on g.school_id = f.school_id and g.id = f.group_id
      join lesson l on l.school_id = f.school_id and l.id = f.lesson_id
      where f.school_id = ${actor.schoolId} and f.id = ${fileId}`,
  );
  if (row?.state !== 'attached') return null;
  const subject = { groupId: row.group_id, classId: classOfRights(row), date: row.on_date };
  // What was prepared or taken back is not the family's homework, though its number may be known.
  if (!can(actor, 'file.read', subject) || (isFamily(actor) && !row.given)) return null;
  const { name, mime, size } = row;
  return {
    name,
    mime,
    size,
    async piece(from) {
      const [part] = await readAs(
        db,
        context,
        (tx) => tx<{ bytes: Buffer }[]>`select substring(body from ${from + 1}::int for ${PIECE}::int) as bytes
          from attachment where school_id = ${actor.schoolId} and id = ${fileId}`,
      );
      return part && part.bytes.length > 0 ? part.bytes : null;
    },
  };
}
