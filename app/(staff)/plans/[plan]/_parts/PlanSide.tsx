import type { ComponentProps } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { RemarksPanel } from '../_remarks/RemarksPanel.tsx';
import { History } from '../_versions/History.tsx';
import { Totals } from './Totals.tsx';

export type Tab = 'totals' | 'remarks' | 'history';

/** The panel beside the grid: sums, comments; on a narrow screen a drawer. */
export function PlanSide({
  tab,
  open,
  totals,
  remarks,
  history,
  onTab,
  onClose,
}: {
  tab: Tab;
  open: boolean;
  totals: ComponentProps<typeof Totals>;
  remarks: ComponentProps<typeof RemarksPanel>;
  history: ComponentProps<typeof History>;
  onTab(tab: Tab): void;
  onClose(): void;
}) {
  const count = remarks.life.remarks.filter((remark) => remark.parentId === null).length;
  const tabs: { key: Tab; label: string }[] = [
    { key: 'totals', label: 'Итоги' },
    { key: 'remarks', label: count === 0 ? 'Комментарии' : `Комментарии ${count}` },
    { key: 'history', label: 'История' },
  ];
  return (
    <aside className={`pside${open ? ' open' : ''}`} aria-label="О плане">
      <div className="ptabs">
        <div role="tablist" aria-label="О плане">
          {tabs.map(({ key, label }) => (
            <button
              key={key}
              type="button"
              role="tab"
              id={`plan-tab-${key}`}
              aria-selected={tab === key}
              aria-controls="plan-panel"
              onClick={() => onTab(key)}
            >
              {label}
            </button>
          ))}
        </div>
        <button type="button" className="btn quiet pnarrow" aria-label="Закрыть" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div role="tabpanel" id="plan-panel" aria-labelledby={`plan-tab-${tab}`} className="ppanel">
        {tab === 'totals' && <Totals {...totals} />}
        {tab === 'remarks' && <RemarksPanel {...remarks} />}
        {tab === 'history' && <History {...history} />}
      </div>
    </aside>
  );
}
