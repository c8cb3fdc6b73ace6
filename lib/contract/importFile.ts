/** A file of a timetable or a plan that is given to be read. Bytes; the sentence names them. */
export const IMPORT_LIMIT = 5 * 1024 * 1024;
export const IMPORT_TOO_LARGE = 'Файл больше 5 МБ: уберите из него картинки и лишние листы.';
