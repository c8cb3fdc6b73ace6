import { PlanSkeleton } from './PlanSkeleton.tsx';
import '#app/(staff)/journal/journal.css';
import './plan.css';
import './grid.css';
import './side.css';

export default function PlanLoading() {
  return <PlanSkeleton />;
}
