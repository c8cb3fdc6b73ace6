import type postgres from 'postgres';

type Key = { relation: string; name: string; definition: string };

/** Runs `work` with the foreign keys of this schema taken off and puts them back, checked, at the end: one join per key instead
 *  of one look-up per row makes the seed three times faster. For an empty database in one transaction only: the tables stay
 *  locked until it commits. */
export async function withoutForeignKeys(tx: postgres.TransactionSql, work: () => Promise<void>): Promise<void> {
  const keys = await tx<Key[]>`
    select c.conrelid::regclass::text as relation, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.conparentid = 0 and c.connamespace = current_schema()::regnamespace
    order by c.oid`;
  for (const { relation, name } of keys) await tx.unsafe(`alter table ${relation} drop constraint ${name}`);
  await work();
  for (const { relation, name, definition } of keys)
    await tx.unsafe(`alter table ${relation} add constraint ${name} ${definition}`);
}
