import { PlanSkeleton } from './PlanSkeleton.tsx';
import '#app/(staff)/journal/journal.css';
import './plan.css';

export default function PlanLoading() {
  return <PlanSkeleton />;
}
