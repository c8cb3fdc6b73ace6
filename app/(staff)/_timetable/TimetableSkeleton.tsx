import { LoadingWords, Skeleton } from '#app/_ui/Skeleton.tsx';
import './timetable.css';

/** «Расписание» before its data: the same table, so that nothing jumps. */
export function TimetableSkeleton() {
  return (
    <div className="ttpage" aria-busy="true">
      <LoadingWords />
      <div className="pagehead" aria-hidden="true">
        <Skeleton width="w-28" />
        <Skeleton width="w-52" />
      </div>
      <div className="panel ttscroll" aria-hidden="true">
        <table className="tttable">
          <tbody>
            {[1, 2, 3, 4, 5, 6, 7].map((number) => (
              <tr key={number}>
                <th scope="row" className="w-14">
                  <b>{number}</b>
                </th>
                {['Пн', 'Вт', 'Ср', 'Чт', 'Пт'].map((day) => (
                  <td key={day}>
                    <div className="ttcell p-2">
                      <Skeleton width="w-24" />
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
