//! What the end of a Parquet file says about the rest.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::guard::guard;
use arrow_schema::{DataType, Fields};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

/// A file's layout, read once.
pub(crate) struct Footer {
    pub(crate) metadata: Arc<ParquetMetaData>,
    /// The root columns, with the Arrow type each is read as: texts as binary views.
    pub(crate) fields: Fields,
    /// By root column, its leaf; none for lists and structs.
    pub(crate) leaves: Vec<Option<usize>>,
    /// The number of the first row of each row group.
    pub(crate) starts: Vec<u64>,
}

impl Footer {
    /// Reads the footer of a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let damage = |error| format!("expected a Parquet file, found damage in its footer ({error})");
        // A corrupt footer must not end a scan, whatever it makes the library do.
        guard(|| Self::load(&file))
            .ok_or_else(|| damage("it contradicts itself".to_owned()))?
            .map_err(|error| damage(short(&error)))
    }

    fn load(file: &File) -> Result<Self, ParquetError> {
        let first = ArrowReaderMetadata::load(file, ArrowReaderOptions::new())?;
        let bare = Arc::new(without_text_marks(first.parquet_schema())?);
        let loaded = ArrowReaderMetadata::load(file, ArrowReaderOptions::new().with_parquet_schema(bare.clone()))?;
        let leaves = leaves(&bare);
        let fields = loaded.schema().fields().iter().zip(&leaves).map(|(field, leaf)| {
            match leaf.map(|leaf| bare.column(leaf)) {
                Some(column) if is_bare_text(column.self_type()) => {
                    Arc::new(field.as_ref().clone().with_data_type(DataType::BinaryView))
                }
                _ => field.clone(),
            }
        });
        let starts = loaded.metadata().row_groups().iter().scan(0, |next, group| {
            let start = *next;
            *next += u64::try_from(group.num_rows()).unwrap_or(0);
            Some(start)
        });
        Ok(Self { fields: fields.collect(), leaves, starts: starts.collect(), metadata: loaded.metadata().clone() })
    }

    /// The root column with this name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name() == name)
    }

    /// The bytes of each row group in the file.
    pub(crate) fn group_bytes(&self) -> Vec<u64> {
        self.metadata.row_groups().iter().map(|group| u64::try_from(group.compressed_size()).unwrap_or(0)).collect()
    }

    /// The number of rows in a row group.
    pub(crate) fn group_rows(&self, group: usize) -> usize {
        usize::try_from(self.metadata.row_group(group).num_rows()).unwrap_or(0)
    }
}

/// A library error without its debug form.
pub(crate) fn short(error: &ParquetError) -> String {
    crate::reject::short(&error.to_string())
}

/// By root column, the leaf that holds its values, when it is one value per row.
fn leaves(schema: &SchemaDescriptor) -> Vec<Option<usize>> {
    let mut leaves = vec![None; schema.root_schema().get_fields().len()];
    for (leaf, column) in schema.columns().iter().enumerate() {
        if column.path().parts().len() == 1 && column.max_rep_level() == 0 {
            leaves[schema.get_column_root_idx(leaf)] = Some(leaf);
        }
    }
    leaves
}

/// The same schema with texts as plain bytes: the library fails a whole page for one text that is not UTF-8, we reject
/// the one row, so the check is ours.
fn without_text_marks(schema: &SchemaDescriptor) -> Result<SchemaDescriptor, ParquetError> {
    let root = schema.root_schema();
    let fields = root.get_fields().iter().map(|field| if is_text(field) { bare(field) } else { Ok(field.clone()) });
    let fields: Vec<TypePtr> = fields.collect::<Result<_, _>>()?;
    let root = Type::group_type_builder(root.name()).with_fields(fields).build()?;
    Ok(SchemaDescriptor::new(Arc::new(root)))
}

fn bare(field: &Type) -> Result<TypePtr, ParquetError> {
    let info = field.get_basic_info();
    let id = info.has_id().then(|| info.id());
    let bare = Type::primitive_type_builder(field.name(), Physical::BYTE_ARRAY);
    bare.with_repetition(info.repetition()).with_id(id).build().map(Arc::new)
}

fn is_text(field: &Type) -> bool {
    if !field.is_primitive() || field.get_physical_type() != Physical::BYTE_ARRAY {
        return false;
    }
    let info = field.get_basic_info();
    match info.logical_type_ref() {
        Some(LogicalType::String | LogicalType::Enum | LogicalType::Json) => true,
        Some(_) => false,
        None => matches!(
            info.converted_type(),
            ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON
        ),
    }
}

fn is_bare_text(field: &Type) -> bool {
    let info = field.get_basic_info();
    field.get_physical_type() == Physical::BYTE_ARRAY
        && info.logical_type_ref().is_none()
        && info.converted_type() == ConvertedType::NONE
}
