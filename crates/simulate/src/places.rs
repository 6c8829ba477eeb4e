//! Countries and cities of the invented world, with what life there implies.

/// Whose naming habits a person follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Culture {
    /// Japanese: family name first, kana readings.
    Japanese,
    /// Korean.
    Korean,
    /// Chinese.
    Chinese,
    /// Vietnamese.
    Vietnamese,
    /// Hindi.
    Hindi,
    /// Ukrainian and Russian.
    Slavic,
    /// Portuguese and Spanish.
    Iberian,
    /// English and what else uses plain Latin letters.
    Western,
}

/// A country.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3, as machine-readable documents have it.
    pub alpha3: &'static str,
    /// ISO 4217 currency of jobs posted there.
    pub currency: &'static str,
    /// Minor units of that currency for one US cent.
    pub rate: f64,
    /// Dialling prefix.
    pub dial: &'static str,
    /// Browser language.
    pub language: &'static str,
    /// Naming habits.
    pub culture: Culture,
}

macro_rules! countries {
    ($($code:literal $alpha3:literal $currency:literal $rate:literal $dial:literal $language:literal $culture:ident;)*) => {
        &[$(Country {
            code: $code, alpha3: $alpha3, currency: $currency, rate: $rate, dial: $dial, language: $language,
            culture: Culture::$culture,
        }),*]
    };
}

/// All countries; cities refer to them by place in this list.
pub const COUNTRIES: &[Country] = countries! {
    "JP" "JPN" "JPY" 1.5 "+81" "ja-JP" Japanese;
    "US" "USA" "USD" 1.0 "+1" "en-US" Western;
    "IN" "IND" "USD" 1.0 "+91" "en-IN" Hindi;
    "PH" "PHL" "USD" 1.0 "+63" "en-PH" Iberian;
    "VN" "VNM" "USD" 1.0 "+84" "vi-VN" Vietnamese;
    "KR" "KOR" "KRW" 13.5 "+82" "ko-KR" Korean;
    "CN" "CHN" "CNY" 7.2 "+86" "zh-CN" Chinese;
    "UA" "UKR" "USD" 1.0 "+380" "uk-UA" Slavic;
    "BR" "BRA" "USD" 1.0 "+55" "pt-BR" Iberian;
    "GB" "GBR" "GBP" 0.8 "+44" "en-GB" Western;
    "DE" "DEU" "EUR" 0.9 "+49" "de-DE" Western;
    "CA" "CAN" "USD" 1.0 "+1" "en-CA" Western;
    "SG" "SGP" "USD" 1.0 "+65" "en-SG" Chinese;
    "RU" "RUS" "USD" 1.0 "+7" "ru-RU" Slavic;
};

/// A city where accounts live.
#[derive(Debug)]
pub struct City {
    /// Place of its country in [`COUNTRIES`].
    pub country: usize,
    /// Name in Latin letters.
    pub name: &'static str,
    /// How addresses there begin, when they are written in the native script.
    pub native: &'static str,
    /// IANA time zone.
    pub zone: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Share of the population, in thousandths.
    pub share: u64,
}

macro_rules! cities {
    ($($country:literal $name:literal $native:literal $zone:literal $latitude:literal $longitude:literal $share:literal;)*) => {
        &[$(City {
            country: $country, name: $name, native: $native, zone: $zone, latitude: $latitude, longitude: $longitude,
            share: $share,
        }),*]
    };
}

/// All cities; shares add up to 1000.
pub const CITIES: &[City] = cities! {
    0 "Tokyo" "東京都世田谷区" "Asia/Tokyo" 35.68 139.76 140;
    0 "Osaka" "大阪府大阪市北区" "Asia/Tokyo" 34.69 135.5 80;
    0 "Nagoya" "愛知県名古屋市中区" "Asia/Tokyo" 35.18 136.91 50;
    0 "Fukuoka" "福岡県福岡市博多区" "Asia/Tokyo" 33.59 130.4 40;
    0 "Sapporo" "北海道札幌市中央区" "Asia/Tokyo" 43.06 141.35 30;
    1 "New York" "" "America/New_York" 40.71 -74.0 70;
    1 "Austin" "" "America/Chicago" 30.27 -97.74 50;
    1 "Los Angeles" "" "America/Los_Angeles" 34.05 -118.24 50;
    2 "Pune" "" "Asia/Kolkata" 18.52 73.86 70;
    2 "Delhi" "" "Asia/Kolkata" 28.61 77.21 50;
    3 "Manila" "" "Asia/Manila" 14.6 120.98 50;
    3 "Cebu" "" "Asia/Manila" 10.32 123.89 30;
    4 "Ho Chi Minh City" "" "Asia/Ho_Chi_Minh" 10.78 106.7 40;
    4 "Da Nang" "" "Asia/Ho_Chi_Minh" 16.05 108.2 10;
    5 "Seoul" "서울특별시 마포구" "Asia/Seoul" 37.57 126.98 40;
    5 "Busan" "부산광역시 해운대구" "Asia/Seoul" 35.18 129.08 15;
    6 "Shanghai" "上海市徐汇区" "Asia/Shanghai" 31.23 121.47 25;
    6 "Shenyang" "辽宁省沈阳市和平区" "Asia/Shanghai" 41.8 123.43 10;
    7 "Kyiv" "" "Europe/Kyiv" 50.45 30.52 30;
    8 "Sao Paulo" "" "America/Sao_Paulo" -23.55 -46.63 30;
    9 "London" "" "Europe/London" 51.51 -0.13 30;
    10 "Berlin" "" "Europe/Berlin" 52.52 13.41 25;
    11 "Toronto" "" "America/Toronto" 43.65 -79.38 20;
    12 "Singapore" "" "Asia/Singapore" 1.35 103.82 10;
    13 "Vladivostok" "" "Asia/Vladivostok" 43.12 131.89 5;
};

/// Cities that stories refer to by name.
pub mod known {
    /// Tokyo.
    pub const TOKYO: usize = 0;
    /// Osaka.
    pub const OSAKA: usize = 1;
    /// New York.
    pub const NEW_YORK: usize = 5;
    /// Shanghai.
    pub const SHANGHAI: usize = 16;
    /// Shenyang.
    pub const SHENYANG: usize = 17;
    /// London.
    pub const LONDON: usize = 20;
    /// Singapore.
    pub const SINGAPORE: usize = 23;
    /// Vladivostok.
    pub const VLADIVOSTOK: usize = 24;
}

impl City {
    /// The country it lies in.
    pub fn country(&self) -> &'static Country {
        &COUNTRIES[self.country]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_known_cities_are_where_they_should_be() {
        assert_eq!(CITIES.iter().map(|city| city.share).sum::<u64>(), 1000);
        let named = [
            (known::TOKYO, "Tokyo"),
            (known::OSAKA, "Osaka"),
            (known::NEW_YORK, "New York"),
            (known::SHANGHAI, "Shanghai"),
            (known::SHENYANG, "Shenyang"),
            (known::LONDON, "London"),
            (known::SINGAPORE, "Singapore"),
            (known::VLADIVOSTOK, "Vladivostok"),
        ];
        for (place, name) in named {
            assert_eq!(CITIES[place].name, name);
        }
    }
}
