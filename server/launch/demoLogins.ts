/** The demo school's logins and whose they are, printed at every start of it. */
export const DEMO_LOGINS = [
  ['admin', 'администратор'],
  ['director', 'директор'],
  ['deputy', 'заместитель директора'],
  ['homeroom', 'классный руководитель'],
  ['teacher', 'учитель-предметник'],
  ['teacher2', 'учитель-предметник, второй'],
  ['parent', 'родитель'],
  ['student', 'ученик'],
] as const;
