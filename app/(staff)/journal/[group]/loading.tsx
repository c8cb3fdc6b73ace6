import { JournalSkeleton } from '../JournalSkeleton.tsx';
import '../journal.css';
import '../grid.css';
import '../cells.css';
import '../head.css';
import '../lesson.css';

export default function JournalLoading() {
  return <JournalSkeleton />;
}
