/** The demo school's way in, printed at every start of it. */
export const DEMO_PASSWORD = 'zvonok-demo';

/** Login → whose it is, in the order of the terminal. */
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
