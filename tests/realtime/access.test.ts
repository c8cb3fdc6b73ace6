import { afterAll, beforeAll, describe } from 'vitest';
import { calendarDoors } from './access/calendars.ts';
import { channelDoors } from './access/channel.ts';
import { commandDoors } from './access/commands.ts';
import { endpointDoors } from './access/endpoints.ts';
import { fileDoors } from './access/files.ts';
import { pageDoors } from './access/pages.ts';
import { planDocumentDoors } from './access/planDocuments.ts';
import { readDoors } from './access/reads.ts';
import { close, open } from './access/world.ts';

/** Every door of the product against every kind of person. The expectations stand in access.csv, written by hand; a
 *  page, command, view or event that the file does not list fails here. */

beforeAll(open);
afterAll(close);

describe('pages and their RSC payloads', pageDoors);
describe('commands', commandDoors);
describe('reads', readDoors);
describe('small endpoints', endpointDoors);
describe('calendars', calendarDoors);
describe('files', fileDoors);
describe('the live channel', channelDoors);
describe('documents of plans', planDocumentDoors);
