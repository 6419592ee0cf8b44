//! Days as a person writes them, as finely as they are known: `2024`, `2024-05`, `2024-05-03`.

use jiff::civil::Date;

/// The first and the last day that a date covers, written as TIMEX3 writes it, or as two such dates with a slash between
/// them. `None` where it is none, or ends before it begins.
#[must_use]
pub fn days_of(written: &str) -> Option<(Date, Date)> {
    let (first, last) = match written.split_once('/') {
        Some((first, last)) => (covered(first)?, covered(last)?),
        None => (covered(written)?, covered(written)?),
    };
    (first.0 <= last.1).then_some((first.0, last.1))
}

/// The days from `start` to `end` as TIMEX3 writes them: a year, a month or a day where they are one, else both ends with
/// a slash between them.
#[must_use]
pub fn days_written(start: Date, end: Date) -> String {
    let whole = |written: &str| covered(written) == Some((start, end));
    let day = start.to_string();
    let (year, month) = (&day[..day.len() - 6], &day[..day.len() - 3]);
    let found = [year, month, day.as_str()].into_iter().find(|written| whole(written));
    found.map_or_else(|| format!("{start}/{end}"), str::to_owned)
}

/// The days of one date.
fn covered(written: &str) -> Option<(Date, Date)> {
    let written = written.trim();
    let parts: Vec<&str> = written.split('-').collect();
    let fits =
        |part: &&str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, rest @ ..] = parts.as_slice() else { return None };
    if !fits(year, 4) || rest.len() > 2 || !rest.iter().all(|part| fits(part, 2)) {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let number = |at: usize| rest.get(at).and_then(|part| part.parse::<i8>().ok());
    Some(match (number(0), number(1)) {
        (Some(month), Some(day)) => {
            let day = Date::new(year, month, day).ok()?;
            (day, day)
        }
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            (first, first.last_of_month())
        }
        _ => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<(&str, &str)>, again: &str) {
        let found = days_of(written);
        assert_eq!(
            found.map(|(start, end)| (start.to_string(), end.to_string())),
            expected.map(|(start, end)| { (start.to_owned(), end.to_owned()) })
        );
        if let Some((start, end)) = found {
            assert_eq!(days_written(start, end), again);
        }
    }

    #[test]
    fn a_date_is_as_fine_as_it_is_written() {
        check("2024", Some(("2024-01-01", "2024-12-31")), "2024");
        check("2024-02", Some(("2024-02-01", "2024-02-29")), "2024-02");
        check(" 2024-05-03 ", Some(("2024-05-03", "2024-05-03")), "2024-05-03");
        check("2024-05-03/2024-05-04", Some(("2024-05-03", "2024-05-04")), "2024-05-03/2024-05-04");
        check("2024-05/2024-06", Some(("2024-05-01", "2024-06-30")), "2024-05-01/2024-06-30");
        check("2024-01-01/2024-12-31", Some(("2024-01-01", "2024-12-31")), "2024");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in
            ["", "May", "24", "2024-13", "2024-02-30", "2024-5", "2024-W07", "2024-05-03-04", "2024/2023"]
        {
            check(written, None, "");
        }
    }
}
